import type { Partner } from '../pair.ts'

const madeHere = ['provider', 'requirer'] as const

/** A charm on ops that is written here. */
export function ops(charm: string): Partner {
  return { environment: 'ops', package: 'ops', charm, madeHere }
}

/** The charm on charms.reactive that is written here. */
export const reactive: Partner = {
  environment: 'charms-reactive',
  package: 'charms.reactive',
  charm: 'reactive',
  madeHere,
}
