import { leavesOf } from './values/condition.ts'
import { InterlayerError } from './values/errors.ts'
import { isLevel, parseLeaf, type Vocabulary } from './leaf.ts'

/** What the compiler cannot see of a charm: names that clash, classes without their contract, flags that define each other. */
export function checkCharm(charm: Vocabulary): void {
  for (const name of Object.keys(charm.endpoints)) checkEndpoint(charm, name)
  for (const name of Object.keys(charm.flags)) checkFlag(charm, name)
}

const takenNames = ['config', 'leader', 'hook']

function checkEndpoint({ endpoints }: Vocabulary, name: string): void {
  const side = endpoints[name]
  if (side === undefined) return
  if (takenNames.includes(name) || name.includes('.')) refuse(`An endpoint cannot be called "${name}". Rename it.`)
  const { definition, role } = side
  const declared = definition[role]
  if (declared === undefined) refuse(`Endpoint "${name}" ${role} "${definition.name}", which has no such side.`)
  const members = [...Object.keys(declared.flags ?? {}), ...Object.keys(declared.methods ?? {})]
  const prototype: unknown = Reflect.get(side, 'prototype')
  const lacking = members.find(
    (member) => typeof prototype !== 'object' || prototype === null || !(member in prototype),
  )
  if (lacking === undefined) return
  throw new InterlayerError(
    'CONTRACT_BROKEN',
    `The class of endpoint "${name}" lacks "${lacking}", which ${definition.name} declares.`,
  )
}

function checkFlag(charm: Vocabulary, name: string): void {
  const flag = charm.flags[name]
  if (flag === undefined) return
  const taken =
    name === 'leader' || name.startsWith('hook:') || Object.hasOwn(charm.endpoints, name.split('.')[0] ?? '')
  if (taken || name.startsWith('config.'))
    refuse(`A flag cannot be called "${name}": that name means something else. Rename it.`)
  if (flag.is !== undefined && (flag.setBy ?? flag.clearedBy) !== undefined) {
    refuse(`The flag "${name}" is computed and set or cleared as well. Keep one of them.`)
  }
  for (const condition of [flag.setBy, flag.clearedBy]) {
    if (condition !== undefined) for (const leaf of leavesOf(condition)) parseLeaf(leaf, charm)
  }
  if (flag.is !== undefined) checkDerived(charm, name, [])
}

/** Follows what a computed flag is made of: levels only, and never itself. */
function checkDerived(charm: Vocabulary, name: string, path: readonly string[]): void {
  if (path.includes(name)) refuse(`Flags define each other: ${[...path, name].join(' → ')}. Break the circle.`)
  const condition = charm.flags[name]?.is
  for (const leaf of condition === undefined ? [] : leavesOf(condition)) {
    const parsed = parseLeaf(leaf, charm)
    if (!isLevel(parsed))
      refuse(`The flag "${name}" is computed from "${leaf}", which does not last. Use setBy or clearedBy.`)
    if (parsed.leaf === 'flag') checkDerived(charm, parsed.flag, [...path, name])
  }
}

function refuse(message: string): never {
  throw new InterlayerError('DEFINITION_INVALID', message)
}
