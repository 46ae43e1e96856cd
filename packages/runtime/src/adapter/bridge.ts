import type { EndpointInstance } from '../relations/endpoint.ts'
import type { EndpointSide } from '../transaction/snapshot.ts'
import { InterlayerError, suggest } from '../values/errors.ts'
import { checkParams } from '../fields/params.ts'
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
