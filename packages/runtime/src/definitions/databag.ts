import { layoutOf, membersOf, namesSecrets, type Layout } from './databag-layout.ts'
import { overflowOf, secretNamed } from '../secrets/secret-bag.ts'
import type { Decoded, Field, Fields, ReadData } from '../fields/field.ts'
import type { RawBag } from '../adapter/hook-tools.ts'
import { memoize } from '../values/memo.ts'
import { Sensitive } from '../values/sensitive.ts'

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
export const readBag: (raw: RawBag, fields: Fields) => Reading<Data> = memoize(decodeBag)

/** What a side has written itself: whatever decodes, nothing needs to be there. */
export const readWritten: (raw: RawBag, fields: Fields) => Data = memoize(decodeWritten)

function decodeWritten(raw: RawBag, fields: Fields): Data {
  const layout = layoutOf(fields)
  const data = emptyData()
  for (const [key, field] of layout.exact) {
    const found = decodeKey(key, field, raw)
    if (found.state === 'decoded') data[key] = found.value
  }
  for (const [key, members] of decodeFamilies(raw, layout).data) data[key] = members
  return Object.freeze(data)
}

/** One field of a databag; absence, unknown words and secrets that may not be read yet are the same. */
export function decodeKey(key: string, field: Field, raw: RawBag): Decoded<unknown> {
  const text = textOf(key, field, raw)
  if (text === undefined) return { state: 'unknown' }
  const overflow = namesSecrets(field) ? overflowOf(raw) : undefined
  if (overflow !== undefined) return { state: 'invalid', problem: overflow }
  const found = field.decode(text)
  return field.content === undefined || found.state === 'invalid' ? found : decodeSecret(raw, text, field.content)
}

/** The content of a secret that a databag names; what is not there yet may still come. */
function decodeSecret(raw: RawBag, uri: string, content: Fields): Decoded<Sensitive<Data>> {
  const reading = readSecret(raw, uri, content)
  if (reading.state === 'ready') return { state: 'decoded', value: new Sensitive(reading.data) }
  if (reading.state === 'waiting') return { state: 'unknown' }
  const problems = reading.problems.map(({ key, problem }) => `"${key}": ${problem}`)
  return { state: 'invalid', problem: `in its content ${problems.join('; ')}` }
}

/** Reads a secret that some text of a databag names, for protocols that put several of them into one text. */
export function readSecret<C extends Fields>(raw: RawBag, uri: string, content: C): Reading<ReadData<C>>
export function readSecret(raw: RawBag, uri: string, content: Fields): Reading<Data> {
  return readBag(secretNamed(raw, uri)?.content ?? nothing, content)
}

const nothing: RawBag = new Map()

/** The text of a field: under its own key or, failing that, under the first alias that has one. */
export function textOf(key: string, { options }: Field, raw: RawBag): string | undefined {
  const own = raw.get(key)
  if (own !== undefined && own !== '') return own
  return options.aliases?.map((alias) => raw.get(alias)).find((text) => text !== undefined && text !== '')
}

function decodeBag(raw: RawBag, fields: Fields): Reading<Data> {
  const data = emptyData()
  const missing: string[] = []
  const problems: Problem[] = []
  const layout = layoutOf(fields)
  for (const [key, field] of layout.exact) {
    const found = decodeKey(key, field, raw)
    if (found.state === 'decoded') data[key] = found.value
    else if (found.state === 'invalid') problems.push({ key, problem: found.problem })
    else if (field.presence === 'default') data[key] = field.options.default
    else if (field.presence === 'required') missing.push(key)
  }
  const families = decodeFamilies(raw, layout)
  problems.push(...families.overflow)
  if (problems.length > 0) return { state: 'invalid', problems }
  if (missing.length > 0) return { state: 'waiting', missing }
  for (const [key, members] of families.data) data[key] = members
  return { state: 'ready', data: Object.freeze(data), rejected: families.rejected }
}

interface Members {
  readonly data: ReadonlyMap<string, Data>
  readonly rejected: readonly Problem[]
  readonly overflow: readonly Problem[]
}

const noMembers: Members = { data: new Map(), rejected: [], overflow: [] }

function decodeFamilies(raw: RawBag, layout: Layout): Members {
  if (layout.families.length === 0) return noMembers
  const data = new Map<string, Data>()
  const [rejected, overflow]: [Problem[], Problem[]] = [[], []]
  const all = membersOf(layout, raw)
  for (const { key, field } of layout.families) {
    const members = all.filter(({ family }) => family.key === key)
    if (members.length > maxFamilyMembers) overflow.push({ key, problem: tooMany })
    const record = emptyData()
    for (const { key: name, member } of members.slice(0, maxFamilyMembers)) {
      const found = decodeKey(name, field, raw)
      if (found.state === 'decoded') record[member] = found.value
      if (found.state === 'invalid') rejected.push({ key: name, problem: found.problem })
    }
    data.set(key, Object.freeze(record))
  }
  return { data, rejected, overflow }
}

const tooMany = `more than ${String(maxFamilyMembers)} members`

/** A record without a prototype, so that no key of a databag can reach one. */
function emptyData(): Record<string, unknown> {
  // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- Object.create is typed any
  return Object.create(null) as Record<string, unknown>
}
