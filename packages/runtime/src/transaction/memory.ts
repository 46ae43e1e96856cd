import type { RawBag } from '../adapter/hook-tools.ts'
import type { UnitState } from './state.ts'
import { textsIn } from '../values/json.ts'

/** State key of the charm's private memory; a relation's has its id behind a dot. */
export function memoryKey(relation: string): string {
  return relation === '' ? 'interlayer.memory' : `${relationMemoryPrefix}${relation}`
}

/** State key of the digests that `hook.changed` compares with: a handler's id, a blank, a key. */
export const digestsKey = 'interlayer.remembered'

export const relationMemoryPrefix = 'interlayer.memory.'

/** Private memory as a map of texts, so that it is read and written like a databag. */
export function memoryBag(state: UnitState, relation: string): RawBag {
  return textsIn(state.get(memoryKey(relation)))
}
