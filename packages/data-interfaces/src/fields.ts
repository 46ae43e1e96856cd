import { customField, json, text, type Codec, type Field } from '@interlayer/runtime'
import { array, number, object, optional, record, string, unknown } from 'valibot'

/** What an entity may do. */
export const Permission = object({ resource_name: string(), resource_type: string(), privileges: array(string()) })

/** What a provider says about itself, beside its answers. */
export const status = json(
  'What is the matter with the provider, by code.',
  array(object({ code: number(), message: string(), resolution: optional(string()) })),
  { optional: true, style: 'python-unsorted' },
)

/** The requests as the provider has seen them. Requirers of both wires look into it. */
export const mirror = json('The requests, as the provider has seen them.', record(string(), unknown()), {
  optional: true,
  style: 'python-unsorted',
})

/** A version of a server. */
export const version = text('Version of the server.', { optional: true })

/** A text that providers of wire 1 read as JSON where they can, and fail over when it is no text then. */
export function name(description: string): Field<string, string, 'required'>
export function name(description: string, options: { readonly optional: true }): Field<string, string, 'optional'>
export function name(description: string, options?: { readonly optional: true }): Field<string, string> {
  return customField({ codec: 'text', description, implementation: nameCodec }, options)
}

const nameCodec: Codec<string, string> = {
  decode: (value) => ({ state: 'decoded', value }),
  encode(value) {
    if (typeof value !== 'string' || value === '') throw new Error('expected text that is not empty')
    if (isJson(value)) throw new Error('expected a name that does not read as JSON, such as a number does')
    return value
  },
}

function isJson(value: string): boolean {
  try {
    JSON.parse(value)
    return true
  } catch {
    return false
  }
}
