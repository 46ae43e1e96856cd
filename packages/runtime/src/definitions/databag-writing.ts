import { fieldOf, isFamily, layoutOf, membersOf } from './databag-layout.ts'
import { InterlayerError, suggest } from '../values/errors.ts'
import type { Field, Fields } from '../fields/field.ts'
import type { Delta, RawBag } from '../adapter/hook-tools.ts'
import { isRecord } from '../values/json.ts'
import { jujuKeys, nearest } from '../values/names.ts'
import { revealed } from '../values/sensitive.ts'

/** Keeps the content of a secret for a key, and gives the URI that stands in the databag. */
export type SecretKeeper = (key: string, content: Fields, data: object) => string

/**
 * The texts for a side's whole data: declared keys that are left out become empty, which deletes them. Juju's own keys are
 * written when named and left alone otherwise.
 */
export function encodeWhole(fields: Fields, data: object, { current, keep }: Target): Delta {
  const named = [...encodePart(fields, data, keep)].filter(([key, text]) => text !== '' || !jujuKeys.includes(key))
  const delta = new Map([...encodeNothing(fields, current), ...named])
  const absent = layoutOf(fields).exact.find(
    ([key, field]) => field.presence === 'required' && (delta.get(key) ?? '') === '',
  )
  if (absent) refuse(absent[0], 'it is required; give it a value, or use clear() to withdraw everything.')
  return delta
}

/** What a databag holds before it is written, and who keeps its secrets. */
export interface Target {
  readonly current: RawBag
  readonly keep: SecretKeeper
}

/**
 * The texts for the named fields alone; undefined deletes. A family takes a record of its members. What an older version of
 * the charm wrote under an alias is deleted with it.
 */
export function encodePart(fields: Fields, data: object, keep: SecretKeeper): Delta {
  const delta = new Map<string, string>()
  for (const [key, value] of Object.entries(data)) {
    const field = Object.hasOwn(fields, key) ? fields[key] : undefined
    if (field === undefined)
      refuse(key, `this side does not write it. ${suggest(nearest(key, Object.keys(fields)), Object.keys(fields))}`)
    if (field.options.status === 'readOnly') refuse(key, 'it is no longer written, only read.')
    const encode: Encoder = (name, item) => encodeValue(name, { field, keep }, item)
    if (isFamily(key)) for (const [name, text] of encodeMembers(fields, { key, value, encode })) delta.set(name, text)
    else for (const name of ownKeys(key, field)) delta.set(name, name === key ? encode(key, value) : '')
  }
  return delta
}

/** Every declared key of the databag, as deletions; Juju's own keys stay. */
export function encodeNothing(fields: Fields, current: RawBag): Delta {
  const layout = layoutOf(fields)
  const keys = layout.exact.flatMap(([key, field]) => ownKeys(key, field))
  const members = membersOf(layout, current).map(({ key }) => key)
  return new Map([...keys, ...members].filter((key) => !jujuKeys.includes(key)).map((key) => [key, '']))
}

function ownKeys(key: string, { options }: Field): readonly string[] {
  return [key, ...(options.aliases ?? []).filter((alias) => !jujuKeys.includes(alias))]
}

type Encoder = (key: string, value: unknown) => string

/** A family with what is to be written to it. */
interface Members {
  readonly key: string
  readonly value: unknown
  readonly encode: Encoder
}

function encodeMembers(fields: Fields, { key, value, encode }: Members): Delta {
  const family = layoutOf(fields).families.find((candidate) => candidate.key === key)
  if (family === undefined || !isRecord(value)) refuse(key, 'it is a family of keys; give a record of its members.')
  return new Map(
    Object.entries(value).map(([member, item]) => {
      const name = `${family.prefix}${member}${family.suffix}`
      if (fieldOf(fields, name) !== key || name.includes('=')) refuse(key, `"${member}" cannot be a member of it.`)
      return [name, encode(name, item)]
    }),
  )
}

function encodeValue(key: string, { field, keep }: { field: Field; keep: SecretKeeper }, value: unknown): string {
  if (value === undefined) return ''
  try {
    return field.content === undefined
      ? field.encode(value)
      : encodeSecret(key, { content: field.content, keep }, value)
  } catch (cause) {
    if (cause instanceof InterlayerError) throw cause
    return refuse(key, `${cause instanceof Error ? cause.message : 'it cannot be encoded'}.`, cause)
  }
}

/** What was read can be written as it is. */
function encodeSecret(key: string, { content, keep }: { content: Fields; keep: SecretKeeper }, value: unknown): string {
  const data = revealed(value)
  if (!isRecord(data)) refuse(key, 'it is a secret; give a record of its content.')
  return keep(key, content, data)
}

function refuse(key: string, problem: string, cause?: unknown): never {
  throw new InterlayerError('ENCODE_INVALID', `Cannot write "${key}": ${problem}`, { key, cause })
}
