import { DrawSet } from './draw-set.ts'
import { seededRandom } from './random.ts'
import type { World } from './state.ts'

/** What stays as it is. */
type Fixed = Pick<World, 'network' | 'listEnding' | 'faults' | 'record' | 'traced' | 'processes'>

/** A model with nothing in it. */
export function newWorld(seed: number, fixed: Fixed): World {
  return {
    random: seededRandom(seed),
    ...fixed,
    applications: new Map(),
    units: new Map(),
    relations: new Map(),
    secrets: new Map(),
    hidden: new Set(),
    awake: new DrawSet(),
    failed: new DrawSet(),
    relationsMade: 0,
    machinesMade: 0,
    secretsMade: 0,
    storageMade: 0,
    hooksRun: 0,
  }
}
