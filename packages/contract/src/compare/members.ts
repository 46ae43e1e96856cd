/** A member that both records have. */
export interface Pair<T> {
  readonly name: string
  readonly before: T
  readonly after: T
}

/** The members of two records: those of both, and those of one alone. */
export interface Matched<T> {
  readonly both: readonly Pair<T>[]
  readonly removed: readonly (readonly [name: string, member: T])[]
  readonly added: readonly (readonly [name: string, member: T])[]
}

/** Matches the members of two records by name. */
export function match<T>(before: Readonly<Record<string, T>>, after: Readonly<Record<string, T>>): Matched<T> {
  const known = new Map(Object.entries(before))
  return {
    both: Object.entries(after).flatMap(([name, member]) => {
      const old = known.get(name)
      return old === undefined ? [] : [{ name, before: old, after: member }]
    }),
    removed: Object.entries(before).filter(([name]) => !Object.hasOwn(after, name)),
    added: Object.entries(after).filter(([name]) => !Object.hasOwn(before, name)),
  }
}

/** Whether two values say the same; both come from contracts, so their members stand in order. */
export function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

/** A value in a message. */
export function show(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value)
}

/** A key as the wire has it. The name of a placeholder is for people: two keys that differ in nothing else are one. */
export function wireKey(key: string): string {
  return key.replace(/\{.+\}/, '{}')
}
