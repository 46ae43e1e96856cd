import type { EndpointClass } from '../charm/charm-types.ts'
import type { SideDefinition } from '../definitions/definition.ts'
import type { Fields } from '../fields/field.ts'
import { isRecord } from '../values/json.ts'
import { Sensitive } from '../values/sensitive.ts'

/** Deepest nesting of what a method returns that is looked into; what lies deeper is left out. */
const maxDepth = 64

/** What stands for what is not shown. */
export const hidden = '***'

/** What a method returned, with whatever an interface hides shown as `***`: by being hidden itself, and by name. */
export function redact(value: unknown, sensitive: readonly string[]): unknown {
  return walk(value, (name, inner) => (inner instanceof Sensitive || isNamed(name, sensitive) ? hidden : undefined))
}

/** What a method returned, with all that is hidden in it. */
export function reveal(value: unknown): unknown {
  return walk(value, () => undefined)
}

/** The names of everything that the interface hides, in any of its wires and on either side, inside secrets too. */
export function sensitiveNames({ definition, generations = [] }: EndpointClass): readonly string[] {
  return [definition, ...generations.map((older) => older.definition)].flatMap(({ provides, requires, peers }) =>
    [provides, requires, peers].flatMap((side) => (side === undefined ? [] : namesOf(side))),
  )
}

/** The names of those fields that are hidden. */
export function sensitiveFields(fields: Fields): readonly string[] {
  return Object.entries(fields).flatMap(([name, { options, content }]) => [
    ...(options.sensitive === true ? [name] : []),
    ...sensitiveFields(content ?? {}),
  ])
}

function namesOf({ unit = {}, app = {}, memory = {}, methods = {} }: SideDefinition): readonly string[] {
  const params = Object.values(methods).map((method) => method.params ?? {})
  return [unit, app, memory, ...params].flatMap(sensitiveFields)
}

/** A member `key` is what the field `{unit}.server.key` has: the words at the end of the field's name are the member's. */
function isNamed(name: string, sensitive: readonly string[]): boolean {
  const words = wordsOf(name)
  return words !== '' && sensitive.some((field) => `-${wordsOf(field)}`.endsWith(`-${words}`))
}

function wordsOf(name: string): string {
  const words = name.replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase()
  return words
    .replaceAll(/\{[^}]*\}/g, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
}

/** Where a value was found. */
interface Place {
  readonly name: string
  readonly depth: number
}

/** `shown` may put something else in the place of a member. */
function walk(value: unknown, shown: Shown, { name, depth }: Place = { name: '', depth: 0 }): unknown {
  if (depth > maxDepth || value === undefined || value === null) return value === null ? null : undefined
  const instead = shown(name, value)
  if (instead !== undefined) return instead
  const below = { name, depth: depth + 1 }
  if (value instanceof Sensitive) return walk(value.reveal(), shown, below)
  if (Array.isArray(value)) return value.map((item) => walk(item, shown, below))
  if (!isRecord(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, walk(inner, shown, { ...below, name: key })]),
  )
}

type Shown = (name: string, inner: unknown) => unknown
