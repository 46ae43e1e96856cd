import { decodeKey, readBag, textOf, type Data } from '../definitions/databag.ts'
import { layoutOf } from '../definitions/databag-layout.ts'
import type { CommunicationScope } from '../definitions/definition.ts'
import type { Field, Fields } from '../fields/field.ts'
import type { RawBag } from '../adapter/hook-tools.ts'
import { withSecretsOf } from '../secrets/secret-bag.ts'
import { canonicalJson } from '../values/json.ts'
import { revealed } from '../values/sensitive.ts'
import type { Agreement } from './relation.ts'

/** What grouping needs to know of a relation and of a unit. */
interface Member {
  readonly name: string
  readonly raw: RawBag
}
interface Related {
  readonly remoteApp: { readonly name: string } | undefined
  readonly units: readonly Member[]
}
interface Group<R extends Related> {
  readonly with: string
  readonly relations: readonly R[]
  readonly units: readonly R['units'][number][]
}

/** Groups the live units of an endpoint. Nothing about a conversation is stored: it is a view. */
export function groupUnits<R extends Related>(scope: CommunicationScope, relations: readonly R[]): readonly Group<R>[] {
  switch (scope) {
    case 'global':
      return relations.length === 0
        ? []
        : [{ with: 'global', relations, units: relations.flatMap(({ units }) => units) }]
    case 'application':
      return relations.flatMap((relation) =>
        relation.remoteApp === undefined
          ? []
          : [{ with: relation.remoteApp.name, relations: [relation], units: relation.units }],
      )
    case 'unit':
      return relations.flatMap((relation) =>
        relation.units.map((unit) => ({ with: unit.name, relations: [relation], units: [unit] })),
      )
  }
}

/**
 * What units say together. A field that nobody published is missing; one that all its publishers mean alike has that value;
 * otherwise the units that differ are named. No unit wins by being first. Families take no part.
 */
export function agree(fields: Fields, units: readonly Member[]): Agreement<Data> {
  const agreed = new Map<string, string>()
  const disputes: [string, readonly string[]][] = []
  for (const [key, field] of layoutOf(fields).exact) {
    const votes = votesOn(key, field, units)
    if (votes.size > 1) disputes.push([key, [...votes.values()].flatMap(({ voters }) => voters)])
    for (const { text } of votes.values()) agreed.set(key, text)
  }
  if (disputes.length > 0) return { state: 'disagreeing', fields: Object.fromEntries(disputes) }
  return readBag(withSecretsOf(agreed, units), fields)
}

interface Vote {
  readonly text: string
  readonly voters: string[]
}

/** Meaning → who published it. What does not decode is a meaning of its own. */
function votesOn(key: string, field: Field, units: readonly Member[]): ReadonlyMap<string, Vote> {
  const votes = new Map<string, Vote>()
  for (const { name, raw } of units) {
    const text = textOf(key, field, raw) ?? ''
    const found = decodeKey(key, field, raw)
    if (found.state === 'unknown') continue
    const meaning = found.state === 'decoded' ? canonicalJson(revealed(found.value)) : `undecodable ${text}`
    const vote = votes.get(meaning) ?? { text, voters: [] }
    vote.voters.push(name)
    votes.set(meaning, vote)
  }
  return votes
}
