import { InterlayerError } from '../values/errors.ts'
import type { Field, Fields } from './field.ts'
import { isRecord } from '../values/json.ts'

/** What somebody gave by name, as its fields read it; PARAMS_INVALID when it does not fit. `place` names who takes it. */
export function checkParams(fields: Fields, params: unknown, place: string): object {
  const given = params ?? {}
  if (!isRecord(given)) refuse(place, 'expected one object')
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(fields, name))
  if (unknown !== undefined)
    refuse(place, `there is no parameter "${unknown}"; there are: ${Object.keys(fields).join(', ') || 'none'}`)
  const checked = Object.entries(fields).flatMap(([name, field]) => {
    const value = Object.hasOwn(given, name) ? given[name] : undefined
    if (value !== undefined && value !== null) return [[name, checkParam(field, value, `${place}: ${name}`)] as const]
    if (field.presence === 'default') return [[name, field.options.default] as const]
    return field.presence === 'required' ? refuse(place, `"${name}" is missing`) : []
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
    if (typeof value === 'string' && value !== '') return value
    return refuse(place, cause instanceof Error ? cause.message : 'that cannot be encoded')
  }
}

function refuse(place: string, problem: string): never {
  throw new InterlayerError('PARAMS_INVALID', `${place}: ${problem}.`)
}
