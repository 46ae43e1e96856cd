import type { HookContext } from '../adapter/hook-tools.ts'
import { isRecord } from '../values/json.ts'
import { secretIdOf } from '../values/secret-uri.ts'
import type { UnitState } from '../transaction/state.ts'

/** How often Juju has said of each secret that it changed, and how often this unit has moved to its newest revision since. */
export class SecretChanges {
  readonly #counts = new Map<string, Counts>()

  constructor(state: UnitState, { hook, secret }: HookContext) {
    const stored = state.get(secretsKey)
    for (const [id, counts] of Object.entries(isRecord(stored) ? stored : {}))
      if (isCounts(counts)) this.#counts.set(id, counts)
    if (hook !== 'secret-changed' || secret === undefined) return
    const [changes, tracked] = this.#countsOf(secret.uri)
    this.#counts.set(secretIdOf(secret.uri), [changes + 1, tracked])
  }

  /** How often the secret has changed. */
  of(uri: string): number {
    return this.#countsOf(uri)[0]
  }

  /** Whether this unit still tracks a revision from before the last change. */
  isBehind(uri: string): boolean {
    const [changes, tracked] = this.#countsOf(uri)
    return changes !== tracked
  }

  /** Notes that this unit moves to the newest revision. */
  track(uri: string): void {
    const changes = this.of(uri)
    this.#counts.set(secretIdOf(uri), [changes, changes])
  }

  /** Writes what the next hook needs about the secrets that databags still name. */
  remember(state: UnitState, uris: readonly string[]): void {
    const ids = new Set(uris.map(secretIdOf))
    const kept = [...this.#counts].filter(([id]) => ids.has(id))
    state.set(secretsKey, Object.fromEntries(kept))
  }

  #countsOf(uri: string): Counts {
    return this.#counts.get(secretIdOf(uri)) ?? [0, 0]
  }
}

type Counts = readonly [changes: number, tracked: number]

/** State key of how often secrets have changed, by id: never what is in them. */
const secretsKey = 'interlayer.secrets'

function isCounts(value: unknown): value is Counts {
  return Array.isArray(value) && value.length === 2 && value.every((count) => typeof count === 'number')
}
