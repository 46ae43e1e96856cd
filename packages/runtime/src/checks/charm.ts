import type { CharmFlag, EndpointClass } from '../charm/charm-types.ts'
import { all, leavesOf } from '../values/condition.ts'
import { InterlayerError } from '../values/errors.ts'
import { isLevel, parseLeaf, type Vocabulary } from '../charm/leaf.ts'

/** What the compiler cannot see of a charm: names that clash, classes without their contract, flags that define each other. */
export function checkCharm(charm: Vocabulary): void {
  for (const [name, side] of Object.entries(charm.endpoints)) checkEndpoint(name, side)
  for (const [name, flag] of Object.entries(charm.flags)) checkFlag(charm, name, flag)
}

const takenNames = ['config', 'leader', 'hook']

function checkEndpoint(name: string, side: EndpointClass): void {
  const { definition, role, prototype, generations = [] } = side
  for (const [index, older] of generations.entries()) {
    const newer = generations[index - 1] ?? side
    const isOlder = older.definition.wire < newer.definition.wire && older.definition.name === definition.name
    if (!isOlder || older.role !== role)
      refuse(`The generations of endpoint "${name}" are not ${role} of ${definition.name} from the newest wire down.`)
  }
  if (takenNames.includes(name) || name.includes('.')) refuse(`An endpoint cannot be called "${name}". Rename it.`)
  const declared = definition[role]
  if (declared === undefined) refuse(`Endpoint "${name}" ${role} "${definition.name}", which has no such side.`)
  const members = [...Object.keys(declared.flags ?? {}), ...Object.keys(declared.methods ?? {})]
  const lacking = members.find((member) => !(member in prototype))
  if (lacking === undefined) return
  const message = `The class of endpoint "${name}" lacks "${lacking}", which ${definition.name} declares. Add it.`
  throw new InterlayerError('CONTRACT_BROKEN', message)
}

function checkFlag(charm: Vocabulary, name: string, { is, setBy, clearedBy }: CharmFlag): void {
  const [first = ''] = name.split('.')
  if (name === 'leader' || name.startsWith('hook:') || first === 'config' || Object.hasOwn(charm.endpoints, first)) {
    refuse(`A flag cannot be called "${name}": that name means something else. Rename it.`)
  }
  if (is !== undefined && (setBy ?? clearedBy) !== undefined) {
    refuse(`The flag "${name}" is computed and set or cleared as well. Keep one of them.`)
  }
  for (const leaf of [...leavesOf(setBy ?? all()), ...leavesOf(clearedBy ?? all())]) parseLeaf(leaf, charm)
  if (is !== undefined) checkDerived(charm, name, [])
}

/** Follows what a computed flag is made of: levels only, and never itself. */
function checkDerived(charm: Vocabulary, name: string, path: readonly string[]): void {
  if (path.includes(name)) refuse(`Flags define each other: ${[...path, name].join(' → ')}. Break the circle.`)
  for (const leaf of leavesOf(charm.flags[name]?.is ?? all())) {
    const parsed = parseLeaf(leaf, charm)
    if (!isLevel(parsed))
      refuse(`The flag "${name}" is computed from "${leaf}", which does not last. Use setBy or clearedBy.`)
    if (parsed.leaf === 'flag') checkDerived(charm, parsed.flag, [...path, name])
  }
}

function refuse(message: string): never {
  throw new InterlayerError('DEFINITION_INVALID', message)
}
