import { familyOf, layoutOf, type Family, type Layout } from './databag-layout.ts'
import type { Decoded, Field, Fields } from './fields/field.ts'
import type { RawBag } from './hook-tools.ts'
import { compareText } from './values/names.ts'

/** Most members that a family may have; more make the databag invalid. */
export const maxFamilyMembers = 10_000

/** A key that does not decode. It never holds the value. */
export interface Problem {
  readonly key: string
  readonly problem: string
  /** The member that wrote it, where several are looked at together. */
  readonly from?: string
}

/** A remote databag, whole or not at all: partial data cannot be acted on. */
export type Reading<T> =
  /** `rejected` are members of families that do not decode; they are left out of the data. */
  | { readonly state: 'ready'; readonly data: T; readonly rejected: readonly Problem[] }
  | { readonly state: 'waiting'; readonly missing: readonly string[] }
  | { readonly state: 'invalid'; readonly problems: readonly Problem[] }

export type Data = Readonly<Record<string, unknown>>

/** Reads a databag by its fields. Keys outside the fields are ignored; empty text is absence; nothing throws. */
export function readBag(fields: Fields, raw: RawBag): Reading<Data> {
  const known = readings.get(raw)?.get(fields)
  if (known !== undefined) return known
  const reading = decodeBag(fields, raw)
  const byFields = readings.get(raw) ?? new WeakMap<Fields, Reading<Data>>()
  readings.set(raw, byFields.set(fields, reading))
  return reading
}

/** Raw bags never change, so neither does what they mean: each is decoded once per set of fields. */
const readings = new WeakMap<RawBag, WeakMap<Fields, Reading<Data>>>()

/** What a side has written itself: whatever decodes, nothing needs to be there. */
export function readWritten(fields: Fields, raw: RawBag): Data {
  const { exact, families } = layoutOf(fields)
  const data = emptyData()
  for (const [key, field] of exact) {
    const found = decodeKey(key, field, raw)
    if (found.state === 'decoded') data[key] = found.value
  }
  const members = decodeFamilies(fields, raw)
  for (const { key } of families) data[key] = Object.freeze(members.data.get(key) ?? emptyData())
  return Object.freeze(data)
}

/** One field of a databag; absence and unknown words are the same. */
export function decodeKey(key: string, field: Field, raw: RawBag): Decoded<unknown> {
  for (const name of [key, ...(field.options.aliases ?? [])]) {
    const text = raw.get(name)
    if (text !== undefined && text !== '') return field.decode(text)
  }
  return { state: 'unknown' }
}

function decodeBag(fields: Fields, raw: RawBag): Reading<Data> {
  const data = emptyData()
  const missing: string[] = []
  const problems: Problem[] = []
  for (const [key, field] of layoutOf(fields).exact) {
    const found = decodeKey(key, field, raw)
    if (found.state === 'decoded') data[key] = found.value
    else if (found.state === 'invalid') problems.push({ key, problem: found.problem })
    else if (field.presence === 'default') data[key] = field.options.default
    else if (field.presence === 'required') missing.push(key)
  }
  const families = decodeFamilies(fields, raw)
  problems.push(...families.overflow)
  if (problems.length > 0) return { state: 'invalid', problems }
  if (missing.length > 0) return { state: 'waiting', missing }
  for (const [key, members] of families.data) data[key] = Object.freeze(members)
  return { state: 'ready', data: Object.freeze(data), rejected: families.rejected }
}

interface Members {
  readonly data: Map<string, Record<string, unknown>>
  readonly rejected: Problem[]
  readonly overflow: Problem[]
}

function decodeFamilies(fields: Fields, raw: RawBag): Members {
  const layout = layoutOf(fields)
  const members: Members = {
    data: new Map(layout.families.map(({ key }) => [key, emptyData()])),
    rejected: [],
    overflow: [],
  }
  if (layout.families.length === 0) return members
  const counts = new Map<string, number>()
  for (const { key, family, member } of membersOf(layout, raw)) {
    const count = (counts.get(family.key) ?? 0) + 1
    counts.set(family.key, count)
    if (count === maxFamilyMembers + 1) members.overflow.push({ key: family.key, problem: tooMany })
    if (count > maxFamilyMembers) continue
    const found = family.field.decode(raw.get(key) ?? '')
    const record = members.data.get(family.key)
    if (found.state === 'decoded' && record !== undefined) record[member] = found.value
    if (found.state === 'invalid') members.rejected.push({ key, problem: found.problem })
  }
  return members
}

const tooMany = `more than ${String(maxFamilyMembers)} members`

/** A key of a databag that belongs to a family: `request_web` is the member `web` of `request_{name}`. */
export interface FamilyMember {
  readonly key: string
  readonly family: Family
  readonly member: string
}

/** The keys of a databag that belong to families, by name. Exact keys win, then the family with the longer fixed text. */
export function membersOf(layout: Layout, raw: RawBag): readonly FamilyMember[] {
  return [...raw.keys()].sort(compareText).flatMap((key) => {
    if (layout.exactKeys.has(key)) return []
    const family = familyOf(layout.families, key)
    if (family === undefined) return []
    return [{ key, family, member: key.slice(family.prefix.length, key.length - family.suffix.length) }]
  })
}

/** A record without a prototype, so that no key of a databag can reach one. */
function emptyData(): Record<string, unknown> {
  // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- Object.create is typed any
  return Object.create(null) as Record<string, unknown>
}
