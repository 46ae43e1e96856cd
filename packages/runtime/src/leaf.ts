import type { CharmFlag, EndpointClass, Endpoints } from './charm-types.ts'
import { fieldOf } from './databag-layout.ts'
import { remoteRole, reservedFlags, type FlagDefinition } from './definition.ts'
import { InterlayerError, suggest } from './values/errors.ts'
import type { Fields } from './fields/field.ts'
import { nearest } from './values/names.ts'

/** One name of a condition, taken apart. */
export type Leaf =
  | { readonly leaf: 'flag'; readonly flag: string }
  | { readonly leaf: 'endpoint'; readonly endpoint: string; readonly flag: string }
  | { readonly leaf: 'leader' }
  | { readonly leaf: 'hook'; readonly hook: string }
  /** `source` is an endpoint or `config`; without a key, any key. */
  | { readonly leaf: 'changed'; readonly source: string; readonly key: string | undefined }
  | { readonly leaf: 'departed' | 'broken'; readonly endpoint: string }

/** What names can mean in a charm. */
export interface Vocabulary {
  readonly endpoints: Endpoints
  readonly flags: Readonly<Record<string, CharmFlag>>
  readonly config: Fields
}

/**
 * Understands a name, also in the forms of older layers: `endpoint.<name>.<flag>` and the former names of flags. Throws
 * CONDITION_UNKNOWN for any other.
 */
export function parseLeaf(name: string, vocabulary: Vocabulary): Leaf {
  if (name === 'leader') return { leaf: 'leader' }
  if (Object.hasOwn(vocabulary.flags, name)) return { leaf: 'flag', flag: name }
  if (name.startsWith('hook:')) return { leaf: 'hook', hook: name.slice('hook:'.length) }
  return parseConfigLeaf(name, vocabulary) ?? parseEndpointLeaf(name, vocabulary) ?? refuse(name, vocabulary)
}

/** Levels hold over time; edges until someone has dealt with them. */
export function isLevel({ leaf }: Leaf): boolean {
  return leaf === 'flag' || leaf === 'endpoint' || leaf === 'leader'
}

/** Every level and edge of a charm that has a name of its own, for suggestions and listings. */
export function knownLeaves({ endpoints, flags, config }: Vocabulary): readonly string[] {
  const ofEndpoints = Object.entries(endpoints).flatMap(([name, { definition, role }]) => {
    return [...Object.keys(definition[role]?.flags ?? {}), ...reservedFlags].map((flag) => `${name}.${flag}`)
  })
  const options = Object.keys(config).map((option) => `config.changed.${option}`)
  return ['leader', ...Object.keys(flags), ...ofEndpoints, 'config.changed', ...options]
}

function parseConfigLeaf(name: string, { config }: Vocabulary): Leaf | undefined {
  if (name === 'config.changed') return { leaf: 'changed', source: 'config', key: undefined }
  const option = name.startsWith('config.changed.') ? name.slice('config.changed.'.length) : undefined
  return option !== undefined && Object.hasOwn(config, option)
    ? { leaf: 'changed', source: 'config', key: option }
    : undefined
}

function parseEndpointLeaf(name: string, { endpoints }: Vocabulary): Leaf | undefined {
  const plain =
    name.startsWith('endpoint.') && !Object.hasOwn(endpoints, 'endpoint') ? name.slice('endpoint.'.length) : name
  const dot = plain.indexOf('.')
  const endpoint = plain.slice(0, dot)
  const rest = plain.slice(dot + 1)
  const side = dot > 0 && Object.hasOwn(endpoints, endpoint) ? endpoints[endpoint] : undefined
  if (side === undefined) return undefined
  const flag = currentName(side.definition[side.role]?.flags ?? {}, rest)
  if (flag !== undefined) return { leaf: 'endpoint', endpoint, flag }
  if (rest === 'changed') return { leaf: 'changed', source: endpoint, key: undefined }
  const key = rest.startsWith('changed.') ? rest.slice('changed.'.length) : undefined
  if (key !== undefined) return isRemoteKey(side, key) ? { leaf: 'changed', source: endpoint, key } : undefined
  return rest === 'departed' || rest === 'broken' ? { leaf: rest, endpoint } : undefined
}

function isRemoteKey({ definition, role }: EndpointClass, key: string): boolean {
  const remote = definition[remoteRole(role)]
  return [remote?.unit ?? {}, remote?.app ?? {}].some((fields) => fieldOf(fields, key) !== undefined)
}

function currentName(flags: Readonly<Record<string, string | FlagDefinition>>, name: string): string | undefined {
  if (name === 'joined' || name === 'invalid' || Object.hasOwn(flags, name)) return name
  return Object.keys(flags).find((flag) => {
    const definition = flags[flag]
    return typeof definition === 'object' && definition.formerly?.includes(name) === true
  })
}

function refuse(name: string, vocabulary: Vocabulary): never {
  const known = knownLeaves(vocabulary)
  throw new InterlayerError(
    'CONDITION_UNKNOWN',
    `There is no flag "${name}" in this charm. ${suggest(nearest(name, known), known)}`,
    { flag: name },
  )
}
