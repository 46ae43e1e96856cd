import type { EndpointInstance } from '../charm/charm-types.ts'
import type { EndpointSide } from '../transaction/snapshot.ts'
import { InterlayerError, suggest } from '../values/errors.ts'
import type { Field, Fields } from '../fields/field.ts'
import { isRecord } from '../values/json.ts'
import { nearest } from '../values/names.ts'

/**
 * Calls a declared method with JSON, for callers that the compiler does not check. Each parameter passes through its field,
 * there and back, so that what does not fit is refused by name before any code of the interface runs.
 */
export function callMethod(endpoint: EndpointInstance, method: string, params: unknown): unknown {
  const methods = endpoint.definition[endpoint.role]?.methods ?? {}
  const declared = Object.hasOwn(methods, method) ? methods[method] : undefined
  const callee: unknown = Reflect.get(endpoint, method)
  if (declared === undefined || typeof callee !== 'function') {
    const names = Object.keys(methods)
    throw new InterlayerError(
      'METHOD_UNKNOWN',
      `"${endpoint.name}" has no method "${method}". ${suggest(nearest(method, names), names)}`,
    )
  }
  const checked = checkParams(declared.params ?? {}, params, `${endpoint.name}.${method}`)
  const args = declared.params === undefined ? [] : [checked]
  return Reflect.apply(callee, endpoint, args)
}

/** Every name that a flag of an endpoint goes by, in today's spelling and in those of older layers. */
export function flagNames(endpoints: Readonly<Record<string, EndpointSide>>, flag: string): readonly string[] {
  const [endpoint = '', name = ''] = flag.split('.')
  const side = Object.hasOwn(endpoints, endpoint) ? endpoints[endpoint] : undefined
  const declared = side?.definition[side.role]?.flags?.[name]
  const former = typeof declared === 'object' ? (declared.formerly ?? []).map((old) => `${endpoint}.${old}`) : []
  return [flag, ...former].flatMap((known) => (side === undefined ? [known] : [known, `endpoint.${known}`]))
}

function checkParams(fields: Fields, params: unknown, method: string): object {
  const given = params ?? {}
  if (!isRecord(given)) refuse(method, 'expected one object')
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(fields, name))
  if (unknown !== undefined)
    refuse(method, `there is no parameter "${unknown}"; there are: ${Object.keys(fields).join(', ') || 'none'}`)
  const checked = Object.entries(fields).flatMap(([name, field]) => {
    const value = Object.hasOwn(given, name) ? given[name] : undefined
    if (value !== undefined && value !== null) return [[name, checkParam(field, value, `${method}: ${name}`)] as const]
    return field.presence === 'required' ? refuse(method, `"${name}" is missing`) : []
  })
  return Object.fromEntries(checked)
}

/** JSON is written and read again. Text that the field does not take as its value, as on a command line, is read as from the wire. */
function checkParam(field: Field, value: unknown, place: string): unknown {
  const found = field.decode(encodeParam(field, value, place))
  if (found.state === 'decoded') return found.value
  return refuse(place, found.state === 'invalid' ? found.problem : 'that is not one of the known values')
}

function encodeParam(field: Field, value: unknown, place: string): string {
  try {
    return field.encode(value)
  } catch (cause) {
    if (cause instanceof InterlayerError) throw cause
    if (typeof value === 'string') return value
    return refuse(place, cause instanceof Error ? cause.message : 'that cannot be encoded')
  }
}

function refuse(place: string, problem: string): never {
  throw new InterlayerError('PARAMS_INVALID', `${place}: ${problem}.`)
}
