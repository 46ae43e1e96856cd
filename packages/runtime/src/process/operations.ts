import { callMethod, flagNames } from '../adapter/index.ts'
import type { Change, Departure, EndpointInstance, Ending } from '../index.ts'
import { InterlayerError, suggest } from '../values/errors.ts'
import { isRecord } from '../values/json.ts'

/** The endpoints of any charm. */
export type AnyEndpoints = Readonly<Record<string, EndpointInstance>>

/** The hook of any charm: names are checked when they are used. */
export interface AnyHook {
  readonly name: string
  readonly unit: string
  readonly leader: boolean
  readonly config: object
  set(flag: string): void
  clear(flag: string): void
  isSet(leaf: string): boolean
  flags(): readonly string[]
  changes(source: string): readonly Change[]
  gone(endpoint: string): readonly (Departure | Ending)[]
  status(status: string, message?: string): void
  log(level: string, message: string): void
}

/** What a program may ask of the hook that started it, and what answers. */
export interface HookScope {
  readonly endpoints: AnyEndpoints
  readonly hook: AnyHook
}

const statuses = ['active', 'maintenance', 'waiting', 'blocked']
const levels = ['debug', 'info', 'warning', 'error']

type Operation = (scope: HookScope, request: Readonly<Record<string, unknown>>) => unknown

const operations: Readonly<Record<string, Operation>> = {
  call: ({ endpoints }, { endpoint, method, params }) =>
    callMethod(endpointNamed(endpoints, endpoint), text(method, 'method'), params),
  set: ({ hook }, { flag }) => {
    hook.set(text(flag, 'flag'))
  },
  clear: ({ hook }, { flag }) => {
    hook.clear(text(flag, 'flag'))
  },
  is: ({ hook }, { flag }) => hook.isSet(text(flag, 'flag')),
  flags: (scope) => allFlags(scope),
  changes: ({ hook }, { source }) => hook.changes(text(source, 'source')),
  gone: ({ hook }, { endpoint }) => hook.gone(text(endpoint, 'endpoint')),
  config: ({ hook }) => hook.config,
  status: ({ hook }, { status, message }) => {
    hook.status(word(status, 'status', statuses), message === undefined ? '' : text(message, 'message'))
  },
  log: ({ hook }, { level, message }) => {
    hook.log(word(level, 'level', levels), text(message, 'message'))
  },
}

/** Carries out one request, as JSON has it; throws an InterlayerError that says what is wrong with it. */
export function operate(scope: HookScope, request: unknown): unknown {
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

function endpointNamed(endpoints: AnyEndpoints, name: unknown): EndpointInstance {
  const endpoint = typeof name === 'string' && Object.hasOwn(endpoints, name) ? endpoints[name] : undefined
  if (endpoint !== undefined) return endpoint
  const message = `The charm has no endpoint "${String(name)}". ${suggest(undefined, Object.keys(endpoints))}`
  throw new InterlayerError('ENDPOINT_UNKNOWN', message)
}

function text(value: unknown, member: string): string {
  if (typeof value === 'string') return value
  throw invalid(`A request needs "${member}" as text.`)
}

function word(value: unknown, member: string, words: readonly string[]): string {
  const found = text(value, member)
  if (words.includes(found)) return found
  throw invalid(`"${found}" is no ${member}. ${suggest(undefined, words)}`)
}

function invalid(message: string): InterlayerError {
  return new InterlayerError('PARAMS_INVALID', message)
}
