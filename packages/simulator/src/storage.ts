import { ModelError } from './errors.ts'
import type { Hook, Unit } from './state.ts'

/** The counts of a deployment, each of which has to be a whole number. */
export function storageCounts(counts: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  for (const [name, count] of Object.entries(counts)) {
    if (!Number.isInteger(count) || count < 0)
      throw new ModelError(
        'METADATA_INVALID',
        `A unit cannot have storage "${name}" ${count} times: give a whole number.`,
      )
  }
  return counts
}

/** Refuses storage that the charm does not have. */
export function checkStorage(unit: Unit, names: readonly string[], hook: string): void {
  const unknown = names.find((name) => !Object.hasOwn(storageOf(unit), name))
  if (unknown !== undefined)
    throw new ModelError('FLUSH_REFUSED', `${hook} of ${unit.name}: charm storage "${unknown}" not found.`)
}

/** The names of what a new unit gets. */
export function firstStorage(unit: Unit): readonly string[] {
  return Object.entries(storageOf(unit)).flatMap(([name, count]) => new Array<string>(count).fill(name))
}

/** The hook by which the unit hears of its storage, or, when it goes, that this goes too. */
export function nextStorageHook({ life, storage }: Unit): Hook | undefined {
  const found = storage.find(({ attached }) => attached !== (life === 'alive'))
  return found && { name: `${found.name}-storage-${life === 'alive' ? 'attached' : 'detaching'}`, storage: found }
}

/** What the charm's storage is called, and how many of each a new unit gets; a charm of this process has none. */
function storageOf({ application: { program } }: Unit): Readonly<Record<string, number>> {
  return typeof program === 'function' ? {} : program.storage
}
