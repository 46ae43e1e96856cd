import type { Delta, RawBag } from '@interlayer/runtime/adapter'

/** What Juju stores for one unit or application in one relation. The content is replaced, never changed in place. */
export interface Databag {
  content: RawBag
  /** Counts the commits that changed something; 0 for a bag that nobody has written. */
  version: number
}

/** One key of a stored map that got another value. */
export interface KeyChange {
  readonly key: string
  readonly before: string | undefined
  readonly after: string | undefined
}

const nothing: RawBag = new Map()

/** A databag that nobody has written. */
export function emptyBag(): Databag {
  return { content: nothing, version: 0 }
}

/** The keys whose value the delta changes, sorted. Empty text stands for absence. */
export function keyChanges(content: RawBag, delta: Delta): readonly KeyChange[] {
  return [...delta]
    .map(([key, text]) => ({ key, before: content.get(key), after: text === '' ? undefined : text }))
    .filter(({ before, after }) => before !== after)
    .sort((one, other) => (one.key < other.key ? -1 : 1))
}

/** The content after the changes; the same object when there are none. */
export function withChanges(content: RawBag, changes: readonly KeyChange[]): RawBag {
  if (changes.length === 0) return content
  const changed = new Map(content)
  for (const { key, after } of changes) {
    if (after === undefined) changed.delete(key)
    else changed.set(key, after)
  }
  return changed
}
