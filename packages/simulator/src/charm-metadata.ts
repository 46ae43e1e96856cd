import type { AnyCharm, EndpointClass, Field } from '@interlayer/runtime'
import type { OptionMetadata } from './config.ts'
import { ModelError } from './errors.ts'
import type { CharmMetadata, EndpointMetadata, Role } from './metadata.ts'

const roles = ['provides', 'requires', 'peers'] as const

/**
 * What the charm's code says about its metadata, with what is given beside it. Endpoints that are given replace those of
 * the code, and have to agree with it.
 */
export function charmMetadata({ endpoints, config }: AnyCharm, given: CharmMetadata = {}): CharmMetadata {
  const options = Object.entries(config).map(([name, field]) => [name, optionMetadata(field)] as const)
  const derived = { config: { options: Object.fromEntries(options) }, ...given }
  if (roles.some((role) => given[role] !== undefined)) {
    for (const [name, side] of Object.entries(endpoints)) checkEndpoint(name, side, given)
    return derived
  }
  return { ...derived, ...Object.fromEntries(roles.map((role) => [role, section(endpoints, role, given)])) }
}

function section(
  endpoints: AnyCharm['endpoints'],
  role: Role,
  { subordinate = false }: CharmMetadata,
): CharmMetadata[Role] {
  const own = Object.entries(endpoints).filter(([, side]) => side.role === role)
  return Object.fromEntries(own.map(([name, side]) => [name, endpointMetadata(side, subordinate)]))
}

/** An interface that leaves the scope open is used in container scope by subordinates. */
function endpointMetadata({ definition }: EndpointClass, subordinate: boolean): EndpointMetadata {
  const { name, scope = 'global' } = definition
  return { interface: name, scope: scope === 'either' ? (subordinate ? 'container' : 'global') : scope }
}

function checkEndpoint(name: string, { definition, role }: EndpointClass, metadata: CharmMetadata): void {
  const given = metadata[role]?.[name]
  const found = typeof given === 'string' ? given : given?.interface
  if (found === definition.name) return
  throw new ModelError(
    'METADATA_INVALID',
    `The charm's endpoint "${name}" ${role} the interface ${definition.name}, and its metadata has ${found === undefined ? 'none' : `"${found}"`} there: make them agree.`,
  )
}

function optionMetadata(field: Field): OptionMetadata {
  const { codec, description, options } = field
  const type = codec === 'integer' ? 'int' : codec === 'boolean' ? 'boolean' : 'string'
  const value = options.default
  if (value === undefined) return { type, description }
  const plain = typeof value === 'number' || typeof value === 'boolean'
  return { type, description, default: plain && type !== 'string' ? value : field.encode(value) }
}
