import type { RawBag } from './hook-tools.ts'
import { isRecord } from './values/json.ts'
import { emptyBag } from './snapshot.ts'
import type { UnitState } from './state.ts'

/** State key of the charm's private memory; a relation's has its id behind a dot. */
export function memoryKey(relation: string): string {
  return relation === '' ? 'interlayer.memory' : `${relationMemoryPrefix}${relation}`
}

export const relationMemoryPrefix = 'interlayer.memory.'

/** Private memory as a map of texts, so that it is read and written like a databag. */
export function memoryBag(state: UnitState, relation: string): RawBag {
  const stored = state.get(memoryKey(relation))
  if (!isRecord(stored)) return emptyBag
  return new Map(Object.entries(stored).filter((entry): entry is [string, string] => typeof entry[1] === 'string'))
}
