import { wake } from './membership.ts'
import type { Unit, World } from './state.ts'
import type { Storage } from './unit-storage.ts'

/** Gives the unit storage of each of the names; it hears of it by a hook. */
export function addStorage(world: World, unit: Unit, names: readonly string[]): void {
  for (const name of names) unit.storage.push({ id: `${name}/${world.storageMade++}`, name, attached: false })
  if (names.length > 0) wake(world, unit)
}

/** What a storage hook that succeeded settles. */
export function advanceStorage(world: World, unit: Unit, storage: Storage): void {
  storage.attached = !storage.attached
  if (storage.attached) return
  unit.storage.splice(unit.storage.indexOf(storage), 1)
  world.processes.removeStorage(storage.id)
}
