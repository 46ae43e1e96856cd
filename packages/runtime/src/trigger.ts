import type { CharmFlag } from './charm-types.ts'
import { leavesOf, type Condition } from './values/condition.ts'
import type { Consumer } from './journal.ts'
import { parseLeaf, type Vocabulary } from './leaf.ts'

/** A flag that is set or cleared at the moment a condition becomes true. */
export interface Trigger extends Consumer {
  readonly flag: string
  readonly value: boolean
  readonly condition: Condition
}

/** The triggers that a charm's flags declare, in order of declaration. */
export function triggersOf(charm: Vocabulary): readonly Trigger[] {
  return Object.entries(charm.flags).flatMap(([name, flag]) => [
    ...triggerOf(charm, { name, flag, value: true }),
    ...triggerOf(charm, { name, flag, value: false }),
  ])
}

interface Place {
  readonly name: string
  readonly flag: CharmFlag
  readonly value: boolean
}

function triggerOf(charm: Vocabulary, { name, flag, value }: Place): readonly Trigger[] {
  const condition = value ? flag.setBy : flag.clearedBy
  if (condition === undefined) return []
  const leaves = leavesOf(condition).map((leaf) => parseLeaf(leaf, charm))
  return [{ id: `${name} ${value ? 'setBy' : 'clearedBy'}`, flag: name, value, condition, leaves }]
}
