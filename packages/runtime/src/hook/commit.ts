import type { Dispatcher } from './dispatch.ts'
import { deltaBetween, flagsKey, type WrittenPlace } from '../transaction/draft.ts'
import type { HookTools } from '../adapter/hook-tools.ts'
import { digestsKey, memoryKey, relationMemoryPrefix } from '../transaction/memory.ts'
import { numberOf } from '../values/names.ts'
import type { Session } from './session.ts'
import { leavingKey } from '../transaction/snapshot.ts'

/**
 * The only writer: one call for each databag that differs, by relation, the unit's before the application's, then one for the
 * unit's state. Juju applies them together when the hook succeeds, so they are one transaction.
 */
export async function commit(session: Session, dispatcher: Dispatcher, tools: HookTools): Promise<void> {
  session.draft.seal()
  for (const { relation, bag, before, now } of databags(session.draft.written)) {
    const delta = deltaBetween(before, now)
    if (delta.size > 0 && (bag === 'unit' || bag === 'app')) await tools.relationSet(relation, bag, delta)
  }
  remember(session, dispatcher)
  const delta = session.snapshot.state.delta()
  if (delta.size > 0) await tools.stateSet(delta)
}

function databags(written: readonly WrittenPlace[]): readonly WrittenPlace[] {
  return written
    .filter(({ bag }) => bag === 'unit' || bag === 'app')
    .sort((a, b) => numberOf(a.relation) - numberOf(b.relation) || (a.bag === 'unit' ? -1 : 1))
}

/** Of a restricted hook only what the charm itself did: it has not seen the relations that the rest is about. */
function remember({ charm, draft, snapshot, journal }: Session, dispatcher: Dispatcher): void {
  const { state } = snapshot
  const isHandlers = (name: string): boolean => charm.handlers.some(({ id }) => name.startsWith(`${id} `))
  state.set(flagsKey, draft.flags.length === 0 ? undefined : draft.flags)
  for (const { relation, bag, now } of draft.written) {
    if (bag === 'memory') state.set(memoryKey(relation), now.size === 0 ? undefined : Object.fromEntries(now))
    if (bag === 'digests') state.set(digestsKey, Object.fromEntries([...now].filter(([name]) => isHandlers(name))))
  }
  dispatcher.remember()
  if (snapshot.restricted) return
  if (snapshot.leaving) state.set(leavingKey, true)
  const live = new Set([...snapshot.relations.values()].flat().map(({ id }) => `${relationMemoryPrefix}${id}`))
  for (const key of state.keys(relationMemoryPrefix)) if (!live.has(key)) state.set(key, undefined)
  journal.remember()
}
