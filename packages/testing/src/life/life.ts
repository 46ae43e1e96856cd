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
  /** Each with the hooks that run before it. */
  readonly moves: readonly { readonly move: Move; readonly after: number }[]
  /** Leaders that change in between: before which move, and to whom. */
  readonly elections: readonly { readonly before: number; readonly unit: number }[]
  /** The hooks, counted over the model, that fail once all is done. */
  readonly faults: readonly number[]
  /** Everything is said twice in each hook, which has to mean the same. */
  readonly twice: boolean
}

const mostHooksBetween = 12
const mostFaults = 5
/** Hooks of a life among which faults may fall. */
const faultyHooks = 120

/** Lives, the long ones first to be made shorter where they fail. */
export function lives(cast: Cast): fc.Arbitrary<Life> {
  const units = cast.kind === 'peers' ? fc.integer({ min: 2, max: 3 }) : fc.integer({ min: 1, max: 2 })
  const chosen = fc.subarray([...moves])
  return fc.record({
    order: fc.nat(1_000_000),
    units: fc.tuple(units, units),
    moves: chosen.chain((some) =>
      fc.tuple(...some.map((move) => fc.record({ move: fc.constant(move), after: fc.nat(mostHooksBetween) }))),
    ),
    elections: fc.array(fc.record({ before: fc.nat(moves.length), unit: fc.nat(3) }), { maxLength: 3 }),
    faults: fc.uniqueArray(fc.nat(faultyHooks), { maxLength: mostFaults }),
    twice: fc.boolean(),
  })
}
