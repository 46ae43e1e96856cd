import * as fc from 'fast-check'
import type { Cast } from './cast.ts'

/** What an operator may do to a model, in this order. Which of it happens, and when, is a life's own. */
export const moves = [
  'relate another',
  'want something else',
  'elect on the first side',
  'elect on the second side',
  'remove a unit of the first side',
  'add a unit to the second side',
  'remove a unit of the second side',
  'add a unit to the first side',
  'end the other relation',
] as const
export type Move = (typeof moves)[number]

/** One way in which things may go; everything that is left to chance, and small where the run is to be short. */
export interface Life {
  /** Of the model: whose hook is next. */
  readonly order: number
  /** Units of the applications on both sides. */
  readonly units: readonly [first: number, second: number]
  /** Numbers 2 to 10 were taken by units that are gone: `/1` stands beside `/11`. */
  readonly gap: boolean
  /** A further application is related to the first side. */
  readonly others: boolean
  /** Which of the moves happen. */
  readonly happens: readonly boolean[]
  /** The hooks that run before each of the moves that happen. */
  readonly pauses: readonly number[]
  /** Leaders that change in between: before which move, and to whom. */
  readonly elections: readonly { readonly before: number; readonly unit: number }[]
  /** The hooks, counted over the model, that fail once all is done. */
  readonly faults: readonly number[]
  /** Everything is said twice in each hook, which has to mean the same. */
  readonly twice: boolean
  /** All relations are removed in the end, and nothing may be left of them. */
  readonly ends: boolean
}

const mostHooksBetween = 12
const mostFaults = 5
/** Hooks of a life among which faults may fall. */
const faultyHooks = 120

/** What happens is one of so many things, so that what has to come of it is found out once for several lives. */
const plots = 8

/** Every so many lives there is one with many units; those take as much time as several others. */
const crowds = 50

/** Lives of all kinds. Each of their parts can be made smaller by itself. */
export function lives(cast: Cast, mostUnits = 5): fc.Arbitrary<Life> {
  const units =
    cast.kind === 'peers' ? fc.integer({ min: 2, max: mostUnits + 1 }) : fc.integer({ min: 1, max: mostUnits })
  const each = { minLength: moves.length, maxLength: moves.length }
  return fc.record({
    order: fc.nat(1_000_000),
    units: fc.tuple(units, units),
    gap: fc.boolean(),
    others: fc.boolean(),
    happens: fc.array(fc.boolean(), each),
    pauses: fc.array(fc.nat(mostHooksBetween), each),
    elections: fc.array(fc.record({ before: fc.nat(moves.length), unit: fc.nat(3) }), { maxLength: 3 }),
    faults: fc.array(fc.nat(faultyHooks), { maxLength: mostFaults }),
    twice: fc.boolean(),
    ends: fc.boolean(),
  })
}

/** The life of a seed. */
export function lifeOf(cast: Cast, seed: number): Life {
  const [own, plot] = [seed, seed % plots].map(
    (one) => fc.sample(fc.noBias(lives(cast, 2)), { seed: one, numRuns: 1 })[0],
  )
  if (own === undefined || plot === undefined) throw new Error(`No life came of seed ${seed}.`)
  const { units, others, happens } = plot
  return { ...own, units, others, happens, gap: false, ...(isCrowded(seed) && crowd) }
}

/** Whether the life of a seed is one with many units. */
export function isCrowded(seed: number): boolean {
  return seed % crowds === 0
}

/** Many units on both sides, more that come, and some that go. */
const crowd = { units: [3, 4], gap: true, others: false, happens: moves.map(() => true) } as const

/** The moves that happen, each with the hooks that run before it. */
export function movesOf({ happens, pauses }: Life): readonly { readonly move: Move; readonly after: number }[] {
  return moves.flatMap((move, index) => (happens[index] === true ? [{ move, after: pauses[index] ?? 0 }] : []))
}
