import type { BagKind, Delta, RawBag } from '@interlayer/runtime/adapter'
import type { PortChange } from './ports.ts'
import type { SecretChange } from './secrets/secret.ts'
import type { Membership, SpecKind } from './state.ts'

/** What one hook wrote so far. Nobody else sees it before the hook succeeds. */
export interface Draft {
  readonly unit: Map<Membership, Map<string, string>>
  readonly app: Map<Membership, Map<string, string>>
  readonly state: Map<string, string>
  readonly ports: PortChange[]
  readonly secrets: SecretChange[]
  /** Names of storage that the unit wants more of. */
  readonly storage: string[]
  readonly specs: Map<SpecKind, string>
  /** The machine starts again after the hook. */
  reboot: 'now' | 'after' | undefined
}

/** A draft with nothing in it. */
export function newDraft(): Draft {
  return {
    unit: new Map(),
    app: new Map(),
    state: new Map(),
    ports: [],
    secrets: [],
    storage: [],
    specs: new Map(),
    reboot: undefined,
  }
}

/** Adds a change of one databag of one relation; later texts for a key win. */
export function write(
  draft: Draft,
  { membership, kind }: { membership: Membership; kind: BagKind },
  delta: Delta,
): void {
  const written = draft[kind].get(membership) ?? new Map<string, string>()
  draft[kind].set(membership, written)
  for (const [key, text] of delta) written.set(key, text)
}

/** The content as the hook itself reads it. Empty text is a deleted key. */
export function withDraft(content: RawBag, delta: Delta | undefined): RawBag {
  if (delta === undefined || delta.size === 0) return content
  const merged = new Map([...content, ...delta])
  return new Map([...merged].filter(([, text]) => text !== ''))
}
