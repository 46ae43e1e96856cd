import { callMethod, flagNames, nearest } from '../adapter/index.ts'
import type { Change, CharmSecrets, Departure, EndpointClass, EndpointInstance, Ending } from '../index.ts'
import { levelNames, type Vocabulary } from '../charm/leaf.ts'
import { InterlayerError, suggest } from '../values/errors.ts'
import { isRecord } from '../values/json.ts'
import { redact, reveal, sensitiveFields, sensitiveNames } from './redaction.ts'
import { invalid, text, word, type Request } from './request.ts'
import { secretOperations } from './secret-operations.ts'

/** The endpoints of any charm. */
export type AnyEndpoints = Readonly<Record<string, EndpointInstance>>

/** The hook of any charm: names are checked when they are used. */
export interface AnyHook {
  readonly name: string
  readonly unit: string
  readonly leader: boolean
  readonly charm: Vocabulary
  readonly config: object
  readonly unitSecrets: CharmSecrets
  readonly appSecrets: CharmSecrets
  set(flag: string): void
  clear(flag: string): void
  isSet(leaf: string): boolean
  flags(): readonly string[]
  changes(source: string): readonly Change[]
  gone(endpoint: string): readonly (Departure | Ending)[]
  changed(key: string, value: unknown): boolean
  status(status: string, message?: string): void
  log(level: string, message: string): void
}

/** What a program may ask of the hook that started it, and what answers. */
export interface HookScope {
  readonly endpoints: AnyEndpoints
  readonly hook: AnyHook
  /** Of an action. */
  readonly params?: object | undefined
}

const statuses = ['active', 'maintenance', 'waiting', 'blocked']
const levels = ['debug', 'info', 'warning', 'error']

type Operation = (scope: HookScope, request: Request) => unknown

const operations: Readonly<Record<string, Operation>> = {
  call: ({ endpoints, hook }, { endpoint, method, params, reveal: revealed }) => {
    const found = endpointNamed(endpoints, endpoint)
    const value = callMethod(found, text(method, 'method'), params)
    return revealed === true ? reveal(value) : shown(hook, found.name, value)
  },
  set: ({ hook }, request) => {
    for (const flag of flagsIn(request)) hook.set(flag)
  },
  clear: ({ hook }, request) => {
    for (const flag of flagsIn(request)) hook.clear(flag)
  },
  is: ({ hook }, { flag }) => hook.isSet(text(flag, 'flag')),
  // Each name is looked at, so that a wrong one is never hidden behind the answer of another.
  all: ({ hook }, request) => answers(hook, request).every(Boolean),
  any: ({ hook }, request) => answers(hook, request).some(Boolean),
  none: ({ hook }, request) => !answers(hook, request).some(Boolean),
  flags: (scope) => allFlags(scope),
  changes: ({ hook }, { source }) => hook.changes(text(source, 'source')),
  gone: ({ hook }, { endpoint }) => hook.gone(text(endpoint, 'endpoint')),
  changed: ({ hook }, { key, value }) => hook.changed(text(key, 'key'), value ?? null),
  config: ({ hook }, { option }) =>
    memberOf(redact(hook.config, sensitiveFields(hook.charm.config)), option, Object.keys(hook.charm.config)),
  params: ({ params = {} }, { param }) => memberOf(params, param, Object.keys(params)),
  everything: (scope) => everything(scope),
  status: ({ hook }, { status, message }) => {
    hook.status(word(status, 'status', statuses), message === undefined ? '' : text(message, 'message'))
  },
  log: ({ hook }, { level, message }) => {
    hook.log(word(level, 'level', levels), text(message, 'message'))
  },
  ...secretOperations,
}

/** Carries out one request, as JSON has it; rejects with an InterlayerError that says what is wrong with it. */
export async function operate(scope: HookScope, request: unknown): Promise<unknown> {
  if (!isRecord(request)) throw invalid('A request is one JSON object in one line.')
  const name = text(request['op'], 'op')
  const operation = Object.hasOwn(operations, name) ? operations[name] : undefined
  if (operation === undefined)
    throw invalid(`There is no operation "${name}". ${suggest(undefined, Object.keys(operations))}`)
  return operation(scope, request)
}

/** Every flag that holds, by all the names it has. */
export function allFlags({ endpoints, hook }: HookScope): readonly string[] {
  return [...new Set(hook.flags().flatMap((flag) => flagNames(endpoints, flag)))].sort()
}

/** All that can be read without naming anything: flags also where they do not hold, and methods that only give something. */
function everything(scope: HookScope): object {
  const { endpoints, hook, params = {} } = scope
  const levels = levelNames(hook.charm)
  const values = Object.entries(endpoints).map(([name, endpoint]) => [name, valuesOf(hook, endpoint)] as const)
  return {
    hook: hook.name,
    unit: hook.unit,
    leader: hook.leader,
    flags: Object.fromEntries(levels.map((flag) => [flag, hook.isSet(flag)])),
    config: operations['config']?.(scope, {}),
    // JSON would leave out what is undefined.
    params: Object.fromEntries(Object.entries(params).map(([name, value]: [string, unknown]) => [name, value ?? null])),
    values: Object.fromEntries(values),
  }
}

function valuesOf(hook: AnyHook, endpoint: EndpointInstance): Readonly<Record<string, unknown>> {
  const methods = Object.entries(endpoint.definition[endpoint.role]?.methods ?? {})
  const giving = methods.filter(([, { params, returns }]) => params === undefined && returns !== undefined)
  const valueOf = (name: string): unknown => shown(hook, endpoint.name, callMethod(endpoint, name, undefined)) ?? null
  return Object.fromEntries(giving.map(([name]) => [name, valueOf(name)] as const))
}

/** What a method returned, without what its interface hides. */
function shown({ charm }: AnyHook, endpoint: string, value: unknown): unknown {
  const side: EndpointClass | undefined = charm.endpoints[endpoint]
  return redact(value, side === undefined ? [] : sensitiveNames(side))
}

function answers(hook: AnyHook, request: Request): readonly boolean[] {
  return flagsIn(request).map((flag) => hook.isSet(flag))
}

/** One as `flag`, or several as `flags`. */
function flagsIn({ flag, flags }: Request): readonly string[] {
  const names: readonly unknown[] = Array.isArray(flags) ? flags : [flag]
  if (names.length === 0) throw invalid('A request needs "flags" that are not empty.')
  return names.map((name) => text(name, 'flag'))
}

/** All of it, or the one that is named. */
function memberOf(members: unknown, name: unknown, names: readonly string[]): unknown {
  if (name === undefined) return members
  const wanted = text(name, 'name')
  if (names.includes(wanted)) return isRecord(members) ? members[wanted] : undefined
  throw invalid(`There is no "${wanted}". ${suggest(nearest(wanted, names), names)}`)
}

function endpointNamed(endpoints: AnyEndpoints, name: unknown): EndpointInstance {
  const endpoint = typeof name === 'string' && Object.hasOwn(endpoints, name) ? endpoints[name] : undefined
  if (endpoint !== undefined) return endpoint
  const message = `The charm has no endpoint "${String(name)}". ${suggest(undefined, Object.keys(endpoints))}`
  throw new InterlayerError('ENDPOINT_UNKNOWN', message)
}
