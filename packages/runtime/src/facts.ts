import { decodeKey, membersOf } from './databag.ts'
import { fieldOf, layoutOf } from './databag-layout.ts'
import { digest } from './values/digest.ts'
import type { Field, Fields } from './fields/field.ts'
import type { RawBag } from './hook-tools.ts'
import { canonicalJson } from './values/json.ts'
import { compareText, isUnit, jujuKeys } from './values/names.ts'

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

/** Key → digest of its meaning. Values are never kept. */
export type Digests = ReadonlyMap<string, string>

/** One relation at one look: who is there, and what each says. */
export interface Seen {
  readonly app: string | undefined
  readonly members: ReadonlyMap<string, Digests>
}

/** What a comparison needs beside the two looks. */
export interface Comparison {
  readonly relation: string
  readonly fields: Fields
  /** Why a member is gone that is no longer seen. */
  readonly reason: (member: string) => GoneReason
}

/** Everything that differs between two looks at one relation, in a fixed order. */
export function compareSeen(before: Seen | undefined, now: Seen | undefined, comparison: Comparison): readonly Fact[] {
  const { relation, reason } = comparison
  const members = new Set([...(before?.members.keys() ?? []), ...(now?.members.keys() ?? [])])
  const facts = [...members].flatMap((member): readonly Fact[] => {
    const here = now?.members.get(member)
    const changes = now ? compareMember(before?.members.get(member), here, { ...comparison, member }) : []
    const departed = here === undefined && isUnit(member)
    return departed ? [{ fact: 'departed', relation, unit: member, reason: reason(member) }, ...changes] : changes
  })
  if (before === undefined || now !== undefined) return facts
  return [...facts, { fact: 'broken', relation, app: before.app, reason: reason(before.app ?? '') }]
}

function compareMember(
  before: Digests = new Map(),
  now: Digests = new Map(),
  { relation, fields, member }: Comparison & { readonly member: string },
): readonly Change[] {
  const keys = [...new Set([...before.keys(), ...now.keys()])].sort(compareText)
  return keys
    .filter((key) => before.get(key) !== now.get(key))
    .map((key) => {
      const kind = !before.has(key) ? 'added' : now.has(key) ? 'changed' : 'removed'
      return { fact: 'changed', relation, from: member, field: fieldOf(fields, key) ?? key, key, kind }
    })
}

/** The digests of a databag: its declared fields and Juju's own keys. What does not decode counts by its text. */
export function digestsOf(fields: Fields, raw: RawBag): Digests {
  const known = digestsByBag.get(raw)?.get(fields)
  if (known !== undefined) return known
  const digests = computeDigests(fields, raw)
  const byFields = digestsByBag.get(raw) ?? new WeakMap<Fields, Digests>()
  digestsByBag.set(raw, byFields.set(fields, digests))
  return digests
}

/** Raw bags never change, so each is digested once per set of fields. */
const digestsByBag = new WeakMap<RawBag, WeakMap<Fields, Digests>>()

function computeDigests(fields: Fields, raw: RawBag): Digests {
  const layout = layoutOf(fields)
  const meanings: (readonly [string, string | undefined])[] = [
    ...jujuKeys.map((key) => [key, raw.get(key)] as const),
    ...layout.exact.map(([key, field]) => [key, meaningOf(key, field, raw)] as const),
    ...membersOf(layout, raw).map(({ key, family }) => [key, meaningOf(key, family.field, raw)] as const),
  ]
  return new Map(meanings.flatMap(([key, meaning]) => (meaning === undefined ? [] : [[key, digest(meaning)] as const])))
}

function meaningOf(key: string, field: Field, raw: RawBag): string | undefined {
  const found = decodeKey(key, field, raw)
  if (found.state === 'decoded') return canonicalJson(found.value)
  return found.state === 'invalid' ? (raw.get(key) ?? 'undecodable') : undefined
}
