import type { CharmFlag, EndpointClass, Endpoints } from './charm-types.ts'
import { fieldOf, isFamily } from '../definitions/databag-layout.ts'
import { isMachineHook, jujuHooks, relationHooks } from '../values/hook-names.ts'
import { remoteRole, type FlagDefinition } from '../definitions/definition.ts'
import { InterlayerError, suggest } from '../values/errors.ts'
import type { Fields } from '../fields/field.ts'
import { jujuKeys, nearest } from '../values/names.ts'

/** One name of a condition, taken apart. */
export type Leaf =
  | { readonly leaf: 'flag'; readonly flag: string }
  | { readonly leaf: 'endpoint'; readonly endpoint: string; readonly flag: string }
  | { readonly leaf: 'leader' }
  | { readonly leaf: 'hook'; readonly hook: string }
  | Edge

/** Something that happened, until its consumer has dealt with it. */
export interface Edge {
  readonly leaf: 'changed' | 'departed' | 'broken'
  /** An endpoint, or `config`. */
  readonly source: string
  /** Of changes: as declared or as on the wire; undefined for any. */
  readonly key?: string
}

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
  if (name.startsWith('hook:') && isHook(name.slice('hook:'.length), vocabulary)) {
    return { leaf: 'hook', hook: name.slice('hook:'.length) }
  }
  return parseConfigLeaf(name, vocabulary) ?? parseEndpointLeaf(name, vocabulary) ?? refuse(name, vocabulary)
}

/** Whether a name speaks of what happened, not of what holds. */
export function isEdge(leaf: Leaf): leaf is Edge {
  return 'source' in leaf
}

/** Levels hold over time: nothing has to happen for them in this very hook. */
export function isLevel(leaf: Leaf): boolean {
  return !isEdge(leaf) && leaf.leaf !== 'hook'
}

/** The charm's own flags and those of its endpoints. */
export function levelNames({ endpoints, flags }: Vocabulary): readonly string[] {
  const ofEndpoints = Object.entries(endpoints).flatMap(([name, { definition, role }]) =>
    ['joined', 'invalid', ...Object.keys(definition[role]?.flags ?? {})].map((flag) => `${name}.${flag}`),
  )
  return [...Object.keys(flags), ...ofEndpoints]
}

/** Names for suggestions: whatever holds over time, and the edges that need no key. */
function knownLeaves(vocabulary: Vocabulary): readonly string[] {
  const sources = Object.keys(vocabulary.endpoints)
  const edges = sources.flatMap((name) => ['changed', 'departed', 'broken'].map((edge) => `${name}.${edge}`))
  return ['leader', ...levelNames(vocabulary), ...edges, 'config.changed']
}

function isHook(name: string, { endpoints }: Vocabulary): boolean {
  const [, endpoint, kind] = /^(.+)-relation-([a-z]+)$/.exec(name) ?? []
  if (endpoint === undefined) return jujuHooks.some((hook) => hook === name) || isMachineHook(name)
  return Object.hasOwn(endpoints, endpoint) && relationHooks.some((hook) => hook === kind)
}

function parseConfigLeaf(name: string, { config }: Vocabulary): Leaf | undefined {
  if (name === 'config.changed') return { leaf: 'changed', source: 'config' }
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
  if (rest === 'changed') return { leaf: 'changed', source: endpoint }
  const key = rest.startsWith('changed.') ? rest.slice('changed.'.length) : undefined
  if (key !== undefined) return parseChange(side, endpoint, key)
  return rest === 'departed' || rest === 'broken' ? { leaf: rest, source: endpoint } : undefined
}

/**
 * By the declared key, or a member of a family by its own. Juju's keys are in the databags of units: they are seen where units
 * declare fields, since others are never read.
 */
function parseChange(side: EndpointClass, source: string, key: string): Leaf | undefined {
  for (const { definition, role } of [side, ...(side.generations ?? [])]) {
    const { unit, app = {} } = definition[remoteRole(role)] ?? {}
    const field = (unit && fieldOf(unit, key)) ?? (jujuKeys.includes(key) ? undefined : fieldOf(app, key))
    if (field !== undefined) return { leaf: 'changed', source, key: isFamily(field) ? key : field }
  }
  return undefined
}

function currentName(flags: Readonly<Record<string, string | FlagDefinition>>, name: string): string | undefined {
  if (name === 'joined' || name === 'invalid' || Object.hasOwn(flags, name)) return name
  return Object.keys(flags).find((flag) => {
    const definition = flags[flag]
    return typeof definition === 'object' && definition.formerly?.includes(name) === true
  })
}

function refuse(name: string, vocabulary: Vocabulary): never {
  const known = name.startsWith('hook:') ? knownHooks(vocabulary) : knownLeaves(vocabulary)
  const what = name.startsWith('hook:') ? `hook "${name.slice('hook:'.length)}" of` : `flag "${name}" in`
  const message = `There is no ${what} this charm. ${suggest(nearest(name, known), known)}`
  throw new InterlayerError('CONDITION_UNKNOWN', message, { flag: name })
}

function knownHooks({ endpoints }: Vocabulary): readonly string[] {
  const ofRelations = Object.keys(endpoints).flatMap((name) => relationHooks.map((kind) => `${name}-relation-${kind}`))
  return [...jujuHooks, ...ofRelations].map((hook) => `hook:${hook}`)
}
