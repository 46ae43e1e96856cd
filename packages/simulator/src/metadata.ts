import { ModelError } from './errors.ts'
import { isEndpointName } from './names.ts'
import { checkOptions, type OptionMetadata } from './config.ts'

export type Role = 'provides' | 'requires' | 'peers'
export type Scope = 'global' | 'container'

/** One endpoint as `metadata.yaml` or `charmcraft.yaml` spells it. */
export interface EndpointMetadata {
  readonly interface: string
  readonly scope?: Scope
  /** How many relations it may have; 0 and absence mean any number. */
  readonly limit?: number
  /** Said to people; it changes nothing. */
  readonly optional?: boolean
}

/** Storage as `metadata.yaml` or `charmcraft.yaml` declares it. */
export interface StorageMetadata {
  readonly type: 'filesystem' | 'block'
  /** How many a unit may have: `0-`, `1-3`, `2`; exactly one when absent. */
  readonly multiple?: { readonly range: string }
}

/** A resource as they declare it. */
export interface ResourceMetadata {
  readonly type: 'file' | 'oci-image'
}

/** What a charm says about itself, in the shape of Juju's own files. A text for an endpoint is its interface. */
export interface CharmMetadata {
  /** The charm's name; the application's when absent. */
  readonly name?: string
  readonly subordinate?: boolean
  readonly provides?: Readonly<Record<string, string | EndpointMetadata>>
  readonly requires?: Readonly<Record<string, string | EndpointMetadata>>
  readonly peers?: Readonly<Record<string, string | EndpointMetadata>>
  readonly storage?: Readonly<Record<string, StorageMetadata>>
  readonly resources?: Readonly<Record<string, ResourceMetadata>>
  readonly config?: { readonly options?: Readonly<Record<string, OptionMetadata>> }
}

/** One endpoint of an application. */
export interface Endpoint {
  readonly name: string
  readonly role: Role
  readonly interface: string
  readonly scope: Scope
  readonly limit: number
  /** Provided by Juju itself for every application; the charm does not know of it. */
  readonly implicit: boolean
}

const roles = ['provides', 'requires', 'peers'] as const

const jujuInfo: Endpoint = {
  name: 'juju-info',
  role: 'provides',
  interface: 'juju-info',
  scope: 'global',
  limit: 0,
  implicit: true,
}

/** The endpoints that the metadata declares, and `juju-info`, after checking all that Juju checks of a charm. */
export function readEndpoints(metadata: CharmMetadata): ReadonlyMap<string, Endpoint> {
  const declared = roles.flatMap((role) =>
    Object.entries(metadata[role] ?? {}).map(([name, given]) => endpoint(name, role, given)),
  )
  const endpoints = new Map<string, Endpoint>()
  for (const one of declared) {
    if (endpoints.has(one.name))
      refuse(`Endpoint "${one.name}" is declared twice: names are unique across provides, requires and peers.`)
    checkEndpoint(metadata, one)
    endpoints.set(one.name, one)
  }
  if (metadata.subordinate && !declared.some(({ role, scope }) => role === 'requires' && scope === 'container'))
    refuse(
      `The subordinate charm has no endpoint under requires with scope: container: add one, it is how it attaches.`,
    )
  checkOptions(metadata.config?.options ?? {})
  if (!endpoints.has(jujuInfo.name)) endpoints.set(jujuInfo.name, jujuInfo)
  return endpoints
}

function endpoint(name: string, role: Role, given: string | EndpointMetadata): Endpoint {
  const { interface: protocol, scope = 'global', limit = 0 } = typeof given === 'string' ? { interface: given } : given
  return { name, role, interface: protocol, scope, limit, implicit: false }
}

function checkEndpoint({ name: charm = '', subordinate = false }: CharmMetadata, one: Endpoint): void {
  const { name, role, scope, limit } = one
  if (!isEndpointName(name))
    refuse(`"${name}" is not a name for an endpoint: use lower-case letters, digits, "-" and "_".`)
  if (one.interface === '') refuse(`Endpoint "${name}" has no interface: name the protocol that it speaks.`)
  if (!Number.isInteger(limit) || limit < 0)
    refuse(`Endpoint "${name}" has the limit ${limit}: use a whole number, or none.`)
  if (charm.startsWith('juju-')) return
  const attaches = subordinate && role === 'requires' && scope === 'container'
  if (isReserved(name) && !attaches)
    refuse(
      `"${name}" is a reserved name for an endpoint: only a subordinate's requires with scope: container may use it.`,
    )
  if (isReserved(one.interface) && role !== 'requires')
    refuse(`Endpoint "${name}" under ${role} has the reserved interface "${one.interface}": only Juju provides it.`)
}

function isReserved(name: string): boolean {
  return name === 'juju' || name.startsWith('juju-')
}

function refuse(message: string): never {
  throw new ModelError('METADATA_INVALID', message)
}
