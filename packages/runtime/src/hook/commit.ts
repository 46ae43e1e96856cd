import type { Dispatcher } from './dispatch.ts'
import { deltaBetween, flagsKey, type WrittenPlace } from '../transaction/draft.ts'
import type { BagKind, Delta } from '../adapter/hook-tools.ts'
import { digestsKey, memoryKey, relationMemoryPrefix } from '../transaction/memory.ts'
import { numberOf } from '../values/names.ts'
import type { HookParts } from './hook-view.ts'
import { dropSecrets, keepSecrets, rememberSecrets, withUris, type NewUris } from '../secrets/commit.ts'
import type { Session } from './session.ts'
import { leavingKey } from '../transaction/snapshot.ts'

/**
 * The only writer: secrets first, since databags name them, then one call for each databag that differs, and one for the unit's
 * state. Juju applies them together when the hook succeeds, so they are one transaction. In a restricted hook it takes none.
 */
export async function commit({ session, dispatcher, outbox, tools }: Dispatched): Promise<void> {
  session.draft.seal()
  if (session.snapshot.restricted) return
  const uris = await keepSecrets(session, tools)
  remember(session, dispatcher)
  const track = rememberSecrets(session)
  const state = session.snapshot.state.delta()
  await Promise.all([
    ...databags(session.draft.written, uris).map(({ relation, bag, delta }) => tools.relationSet(relation, bag, delta)),
    ...dropSecrets(session, tools, uris),
    outbox.sendPorts(tools),
    state.size > 0 ? tools.stateSet(state) : undefined,
  ])
  await Promise.all(track.map((uri) => tools.secretGet(uri, true)))
}

/** A hook whose handlers have run. */
export interface Dispatched extends HookParts {
  readonly dispatcher: Dispatcher
}

/** What differs in databags, by relation, the unit's before the application's. */
function databags(written: readonly WrittenPlace[], uris: NewUris): readonly WrittenBag[] {
  const bags = written.flatMap(({ relation, bag, before, now }): readonly WrittenBag[] => {
    if (bag !== 'unit' && bag !== 'app') return []
    const delta = deltaBetween(before, withUris(now, uris))
    return delta.size === 0 ? [] : [{ relation, bag, delta }]
  })
  return [...bags].sort((a, b) => numberOf(a.relation) - numberOf(b.relation) || (a.bag === 'unit' ? -1 : 1))
}

interface WrittenBag {
  readonly relation: string
  readonly bag: BagKind
  readonly delta: Delta
}

function remember({ charm, draft, snapshot, journal }: Session, dispatcher: Dispatcher): void {
  const { state } = snapshot
  const isHandlers = (name: string): boolean => charm.handlers.some(({ id }) => name.startsWith(`${id} `))
  state.set(flagsKey, draft.flags)
  for (const { relation, bag, now } of draft.written) {
    if (bag === 'memory') state.set(memoryKey(relation), Object.fromEntries(now))
    if (bag === 'digests') state.set(digestsKey, Object.fromEntries([...now].filter(([name]) => isHandlers(name))))
  }
  dispatcher.remember()
  if (snapshot.leaving) state.set(leavingKey, true)
  const live = new Set([...snapshot.relations.values()].flat().map(({ id }) => `${relationMemoryPrefix}${id}`))
  for (const key of state.keys(relationMemoryPrefix)) if (!live.has(key)) state.set(key, undefined)
  journal.remember()
}
