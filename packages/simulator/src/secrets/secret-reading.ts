import type { HookTurn } from '../hook-turn.ts'
import type { Unit, World } from '../state.ts'
import { tellObsolete } from './secret-hooks.ts'
import type { Secret, SecretContent, SecretHook } from './secret.ts'

/** How a secret is read. */
export interface SecretReading {
  /** The newest revision, this time. */
  readonly peek: boolean
  /** The newest revision, from now on. */
  readonly refresh: boolean
  /** The unit's own name for it from now on. */
  readonly label: string | undefined
}

/** Whether the unit may change the secret; its application's only while it leads. */
export function manages(turn: HookTurn, secret: Secret): boolean {
  return belongs(turn.unit, secret) && (secret.owner.kind !== 'application' || turn.leads())
}

/** Whether it is the unit's own, or its application's. */
export function belongs({ name, application }: Unit, { owner }: Secret): boolean {
  return owner.kind === 'unit' ? owner.name === name : owner.kind === 'application' && owner.name === application.name
}

/** The secret of that id, also one that this hook adds. */
export function findSecret({ world, draft }: HookTurn, id: string): Secret | undefined {
  return world.secrets.get(id) ?? draft.secrets.find(({ secret }) => secret.id === id)?.secret
}

/** The secret that the unit calls so: by its own label, or that of its owner. */
export function secretLabelled(turn: HookTurn, label: string): Secret | undefined {
  const { world, unit, draft } = turn
  const known = [...world.secrets.values(), ...draft.secrets.map(({ secret }) => secret)]
  return (
    known.find(({ consumers }) => consumers.get(unit.name)?.label === label) ??
    known.find((secret) => belongs(unit, secret) && secret.facts.label === label)
  )
}

/** Whether a grant of it, or owning it, lets the unit read it. */
export function mayRead({ relations }: World, unit: Unit, secret: Secret): boolean {
  return (
    belongs(unit, secret) ||
    secret.grants.some(
      ({ target, relation }) =>
        (target === unit.name || target === unit.application.name) &&
        (relation === undefined || relations.has(relation)),
    )
  )
}

/**
 * The content as the unit sees it. The first reading, also one that only peeks, makes it a consumer of the newest revision;
 * that, and a refresh, is not undone when the hook fails. What this hook itself writes is read by refresh and peek.
 */
export function readSecret(turn: HookTurn, secret: Secret, { peek, refresh, label }: SecretReading): SecretContent {
  const { world, unit } = turn
  const pending = pendingContent(turn, secret)
  if (secret.latest === 0) return pending ?? nothing
  const known = secret.consumers.get(unit.name)
  const revision = known === undefined || refresh ? secret.latest : known.revision
  secret.consumers.set(unit.name, { revision, label: label ?? known?.label })
  if (refresh) tellObsolete(world, secret)
  if (pending !== undefined && (peek || refresh)) return pending
  return secret.revisions.get(peek ? secret.latest : revision) ?? nothing
}

const nothing: SecretContent = new Map()

function pendingContent({ draft }: HookTurn, { id }: Secret): SecretContent | undefined {
  const changes = draft.secrets.filter(({ secret }) => secret.id === id)
  return changes.flatMap((change) => ('content' in change ? (change.content ?? []) : [])).at(-1)
}

/** What the unit that runs a hook about a secret calls it: a consumer by its own label, the owner by the secret's. */
export function secretLabel({ secrets }: World, { name }: Unit, { id, kind }: SecretHook): string | undefined {
  const found = secrets.get(id)
  return kind === 'changed' ? found?.consumers.get(name)?.label : found?.facts.label
}
