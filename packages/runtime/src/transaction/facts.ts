import { decodeKey, textOf } from '../definitions/databag.ts'
import { fieldOf, layoutOf, membersOf, namesSecrets } from '../definitions/databag-layout.ts'
import type { SideDefinition } from '../definitions/definition.ts'
import { secretNamed } from '../secrets/secret-bag.ts'
import { digest } from '../values/digest.ts'
import { memoize } from '../values/memo.ts'
import type { Field, Fields } from '../fields/field.ts'
import type { RawBag } from '../adapter/hook-tools.ts'
import { canonicalJson } from '../values/json.ts'
import { compareText, isUnit, jujuKeys, sortNames } from '../values/names.ts'
import { secretUrisIn } from '../values/secret-uri.ts'

/** A key of a remote databag, or a configuration option, that means something else than before. */
export interface Change {
  readonly fact: 'changed'
  /** The relation's id, or `config`. */
  readonly relation: string
  /** The unit or application that wrote it; `config` for configuration. */
  readonly from: string
  /** As declared: the family for a member of one. */
  readonly field: string
  /** As on the wire. */
  readonly key: string
  readonly kind: 'added' | 'changed' | 'removed'
}

/** Why someone left: that unit went, this unit goes, or the relation as a whole. */
export type GoneReason = 'unit-gone' | 'leaving' | 'relation-gone'

/** A remote unit that is no longer there. */
export interface Departure {
  readonly fact: 'departed'
  readonly relation: string
  readonly unit: string
  readonly reason: GoneReason
}

/** A relation that is no longer there. */
export interface Ending {
  readonly fact: 'broken'
  readonly relation: string
  readonly app: string | undefined
  readonly reason: GoneReason
}

export type Fact = Change | Departure | Ending

/** What a databag means, in lines `key=digest`, so that two are compared at once. Values are never kept. */
export type Digests = string

/** One relation at one look: who is there, and what each says. */
export interface Seen {
  readonly app: string | undefined
  readonly members: ReadonlyMap<string, Digests>
}

/** Two looks at one relation: at the last successful hook, and now. */
export interface Sight {
  /** The relation's id, or `config`. */
  readonly relation: string
  /** What its members write. */
  readonly remote: SideDefinition
  /** This unit is on its way out. */
  readonly leaving: boolean
  readonly before: Seen | undefined
  /** Undefined when the relation is gone. */
  readonly now: Seen | undefined
}

/** Everything that differs between the two looks, in a fixed order. */
export function factsOf({ relation, remote, leaving, before, now }: Sight): readonly Fact[] {
  const reason = leaving ? 'leaving' : now === undefined ? 'relation-gone' : 'unit-gone'
  const members = new Set([...(before?.members.keys() ?? []), ...(now?.members.keys() ?? [])])
  const differing = [...members].filter((member) => before?.members.get(member) !== now?.members.get(member))
  const facts = sortNames(differing).flatMap((member): readonly Fact[] => {
    const here = now?.members.get(member)
    const keys = now === undefined ? [] : differences(before?.members.get(member), here)
    const changes = keys.map(({ key, kind }): Change => {
      return {
        fact: 'changed',
        relation,
        from: member,
        field: fieldOf(fieldsOf(remote, member), key) ?? key,
        key,
        kind,
      }
    })
    return here !== undefined || !isUnit(member)
      ? changes
      : [{ fact: 'departed', relation, unit: member, reason }, ...changes]
  })
  if (before === undefined || now !== undefined) return facts
  return [...facts, { fact: 'broken', relation, app: before.app, reason }]
}

function differences(before: Digests = '', now: Digests = ''): readonly Pick<Change, 'key' | 'kind'>[] {
  const [was, is] = [parseDigests(before), parseDigests(now)]
  const keys = [...new Set([...was.keys(), ...is.keys()])].sort(compareText)
  return keys
    .filter((key) => was.get(key) !== is.get(key))
    .map((key) => ({ key, kind: !was.has(key) ? 'added' : is.has(key) ? 'changed' : 'removed' }))
}

function parseDigests(digests: Digests): ReadonlyMap<string, string> {
  const lines = digests === '' ? [] : digests.split('\n').map((line) => [line, line.lastIndexOf('=')] as const)
  return new Map(lines.map(([line, end]) => [line.slice(0, end), line.slice(end + 1)]))
}

/** Writes the digests of meanings; what means nothing is left out. */
export function printDigests(meanings: Iterable<readonly [key: string, meaning: string | undefined]>): Digests {
  const lines = [...new Map(meanings)].flatMap(([key, meaning]) =>
    // A key has one line, also where somebody breaks lines in keys.
    meaning === undefined ? [] : [`${key.replaceAll('\n', ' ')}=${digest(meaning)}`],
  )
  return lines.join('\n')
}

/** What a member of a side writes: its units and its application have databags of their own. */
export function fieldsOf(side: SideDefinition, member: string): Fields {
  return (isUnit(member) ? side.unit : side.app) ?? noFields
}

/** Of a databag that a side does not write. */
export const noFields: Fields = {}

/** The digests of a databag: its declared fields and Juju's own keys. What does not decode counts by its text. */
export const digestsOf: (raw: RawBag, fields: Fields) => Digests = memoize(computeDigests)

function computeDigests(raw: RawBag, fields: Fields): Digests {
  const layout = layoutOf(fields)
  const meanings: (readonly [string, string | undefined])[] = [
    ...jujuKeys.map((key) => [key, raw.get(key)] as const),
    ...layout.exact.map(([key, field]) => [key, meaningOf(key, field, raw)] as const),
    ...membersOf(layout, raw).map(({ key, family }) => [key, meaningOf(key, family.field, raw)] as const),
  ]
  return printDigests(meanings)
}

function meaningOf(key: string, field: Field, raw: RawBag): string | undefined {
  const found = decodeKey(key, field, raw)
  if (found.state === 'unknown') return undefined
  const text = textOf(key, field, raw) ?? ''
  const meaning = found.state === 'decoded' && field.content === undefined ? canonicalJson(found.value) : text
  return namesSecrets(field) ? `${meaning} ${secretsMeaning(raw, text)}` : meaning
}

/** Not what is in the secrets: whoever reads a digest of that could guess. */
function secretsMeaning(raw: RawBag, text: string): string {
  const named = secretUrisIn(text).map((uri) => secretNamed(raw, uri))
  return named.map((secret) => (secret?.content === undefined ? 'hidden' : String(secret.changes))).join(' ')
}
