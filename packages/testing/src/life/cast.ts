import type { EndpointClass, Role } from '@interlayer/runtime'
import type { Side } from '../side.ts'
import type { Subject } from '../subject.ts'

/** Who meets whom. */
export type Cast = PairCast | PeerCast

/** Two sides; the first provides. */
export interface PairCast {
  readonly kind: 'pair'
  /** Undefined where Juju itself provides. */
  readonly first: Side | undefined
  readonly second: Side
  readonly scope: 'global' | 'container'
}

/** Units of one application. */
export interface PeerCast {
  readonly kind: 'peers'
  readonly first: Side
}

/** For people: `HttpProvider with HttpRequirer`. */
export function nameOfCast(cast: Cast): string {
  if (cast.kind === 'peers') return `${className(cast.first.side)} among themselves`
  const names = `${cast.first === undefined ? 'Juju' : className(cast.first.side)} with ${className(cast.second.side)}`
  return cast.scope === 'container' ? `${names}, in container scope` : names
}

/** The newest sides in every scope that they may have. */
export function newestCasts({ newest, definitions }: Subject): readonly Cast[] {
  const peers = newest.get('peers')
  const [first, second] = [newest.get('provides'), newest.get('requires')]
  const { scope = 'global' } = definitions[0] ?? {}
  const scopes = scope === 'either' ? (['global', 'container'] as const) : [scope]
  return [
    ...(peers === undefined ? [] : [{ kind: 'peers', first: peers } as const]),
    ...(second === undefined ? [] : scopes.map((one) => ({ kind: 'pair', first, second, scope: one }) as const)),
  ]
}

/** The newest sides with partners that know only older wires. */
export function olderCasts(subject: Subject): readonly Cast[] {
  const newest = newestCasts(subject).filter((cast) => cast.kind === 'pair')
  const older = (role: Role): readonly Side[] =>
    subject.sides.filter((one) => one.side.role === role && one !== subject.newest.get(role))
  return newest.flatMap((cast) => [
    ...older('provides').map((first) => ({ ...cast, first })),
    ...older('requires').map((second) => ({ ...cast, second })),
  ])
}

function className({ prototype }: EndpointClass): string {
  return prototype.constructor.name
}
