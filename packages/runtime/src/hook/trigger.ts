import { leavesOf, type Condition } from '../values/condition.ts'
import type { Consumer } from './journal.ts'
import { parseLeaf, type Vocabulary } from '../charm/leaf.ts'

/** A flag that is set or cleared at the moment a condition becomes true. */
export interface Trigger extends Consumer {
  readonly flag: string
  readonly value: boolean
  readonly condition: Condition
}

/** The triggers that a charm's flags declare, in order of declaration. */
export function triggersOf(charm: Vocabulary): readonly Trigger[] {
  return Object.entries(charm.flags).flatMap(([flag, { setBy, clearedBy }]) =>
    [
      { id: `${flag} setBy`, flag, value: true, condition: setBy },
      { id: `${flag} clearedBy`, flag, value: false, condition: clearedBy },
    ].flatMap(({ condition, ...trigger }) => {
      if (condition === undefined) return []
      return [{ ...trigger, condition, leaves: leavesOf(condition).map((leaf) => parseLeaf(leaf, charm)) }]
    }),
  )
}
