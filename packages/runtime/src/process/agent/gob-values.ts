/** What gob encodes, as far as Juju's agent speaks it. A field with its zero value is absent from its record. */
export type GobValue = boolean | number | string | Buffer | readonly GobValue[] | GobRecord

/** A struct: its fields by name, for gob matches them by name whatever their order. */
export interface GobRecord {
  readonly [field: string]: GobValue
}

/** Bytes that are no gob, or gob of another shape than was to come. */
export class GobError extends Error {}

/** Text or bytes as text; absent is empty. */
export function textOf(value: GobValue | undefined): string {
  if (value === undefined) return ''
  if (typeof value === 'string') return value
  if (Buffer.isBuffer(value)) return value.toString()
  throw new GobError('something else stands where text belongs')
}

/** A number; absent is 0. */
export function numberOf(value: GobValue | undefined): number {
  if (value === undefined) return 0
  if (typeof value === 'number') return value
  throw new GobError('something else stands where a number belongs')
}

/** A list; absent is empty. */
export function listOf(value: GobValue | undefined): readonly GobValue[] {
  if (value === undefined) return []
  if (isList(value)) return value
  throw new GobError('something else stands where a list belongs')
}

/** A struct; absent is one of zero values. */
export function recordOf(value: GobValue | undefined): GobRecord {
  if (value === undefined) return {}
  if (typeof value === 'object' && !Buffer.isBuffer(value) && !isList(value)) return value
  throw new GobError('something else stands where a struct belongs')
}

function isList(value: GobValue): value is readonly GobValue[] {
  return Array.isArray(value)
}
