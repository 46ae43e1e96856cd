import { isRecord } from '../json-schema.ts'
import { match, same, show } from './members.ts'

/** What became of the values that a schema accepts. */
export type Drift = 'widened' | 'narrowed' | 'changed' | 'member-added'

/** One difference between two schemas, with the way to it: `/items/properties/port`. */
export interface SchemaChange {
  readonly drift: Drift
  readonly pointer: string
  readonly what: string
}

type Compare = (before: unknown, after: unknown, pointer: string) => readonly SchemaChange[]

/** Words for people: they accept and refuse nothing. */
const annotations = new Set(['$comment', 'title', 'description', 'examples', 'default', 'deprecated'])

/** Every keyword that is understood. Another one, or one in another shape, has changed: nothing more can be said. */
const keywords: Readonly<Record<string, Compare>> = {
  minimum: bound(1),
  exclusiveMinimum: bound(1),
  minLength: bound(1),
  minItems: bound(1),
  minProperties: bound(1),
  maximum: bound(-1),
  exclusiveMaximum: bound(-1),
  maxLength: bound(-1),
  maxItems: bound(-1),
  maxProperties: bound(-1),
  enum: compareWords,
  required: compareRequired,
  items: compareSchemas,
  additionalProperties: compareSchemas,
  propertyNames: compareSchemas,
  anyOf: compareAlternatives,
  oneOf: compareAlternatives,
  allOf: compareAlternatives,
  prefixItems: compareAlternatives,
  $defs: compareNamed,
}

/** What became of the values that a schema accepts. */
export function compareSchemas(before: unknown, after: unknown, pointer = ''): readonly SchemaChange[] {
  if (same(before, after)) return []
  if (!isRecord(before) || !isRecord(after)) return changed(before, after, pointer)
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort()
  return names
    .filter((keyword) => !annotations.has(keyword) && !same(before[keyword], after[keyword]))
    .flatMap((keyword) => {
      if (keyword === 'properties') return compareProperties(before, after, pointer)
      const compare = Object.hasOwn(keywords, keyword) ? keywords[keyword] : undefined
      return (compare ?? changed)(before[keyword], after[keyword], `${pointer}/${keyword}`)
    })
}

/** Whether only words for people differ. */
export function reworded(before: unknown, after: unknown): boolean {
  return !same(before, after) && compareSchemas(before, after).length === 0
}

function changed(before: unknown, after: unknown, pointer: string): readonly SchemaChange[] {
  if (before === undefined) return [{ drift: 'narrowed', pointer, what: `${show(after)} is new` }]
  if (after === undefined) return [{ drift: 'widened', pointer, what: `${show(before)} is gone` }]
  return [{ drift: 'changed', pointer, what: `${show(before)} became ${show(after)}` }]
}

/** A higher lower bound accepts less; `direction` is -1 for upper bounds. */
function bound(direction: 1 | -1): Compare {
  return (before, after, pointer) => {
    if (typeof before !== 'number' || typeof after !== 'number') return changed(before, after, pointer)
    const drift = (after - before) * direction > 0 ? 'narrowed' : 'widened'
    return [{ drift, pointer, what: `${before} became ${after}` }]
  }
}

function compareWords(before: unknown, after: unknown, pointer: string): readonly SchemaChange[] {
  if (!Array.isArray(before) || !Array.isArray(after)) return changed(before, after, pointer)
  const [known, now] = [before.map(show), after.map(show)]
  return [
    ...now.filter((word) => !known.includes(word)).map((word) => drifted('widened', pointer, `${word} is new`)),
    ...known.filter((word) => !now.includes(word)).map((word) => drifted('narrowed', pointer, `${word} is gone`)),
  ]
}

function compareRequired(before: unknown = [], after: unknown = [], pointer = ''): readonly SchemaChange[] {
  if (!Array.isArray(before) || !Array.isArray(after)) return changed(before, after, pointer)
  const [known, now] = [before.map(show), after.map(show)]
  return [
    ...now.filter((name) => !known.includes(name)).map((name) => drifted('narrowed', pointer, `${name} is needed`)),
    ...known
      .filter((name) => !now.includes(name))
      .map((name) => drifted('widened', pointer, `${name} may be left out`)),
  ]
}

/** Members of an object. One that is new harms nobody where objects are open; what it needs is said by `required`. */
function compareProperties(before: object, after: object, pointer: string): readonly SchemaChange[] {
  const [old, now] = [members(before), members(after)]
  const { both, removed, added } = match(old, now)
  const closed = 'additionalProperties' in before && before.additionalProperties !== true
  return [
    ...both.flatMap((pair) => compareSchemas(pair.before, pair.after, `${pointer}/properties/${pair.name}`)),
    ...removed.map(([name]) => drifted('changed', `${pointer}/properties/${name}`, 'it is gone')),
    ...added.map(([name]) =>
      drifted(closed ? 'widened' : 'member-added', `${pointer}/properties/${name}`, 'it is new'),
    ),
  ]
}

function compareNamed(before: unknown, after: unknown, pointer: string): readonly SchemaChange[] {
  if (!isRecord(before) || !isRecord(after)) return changed(before, after, pointer)
  return match(before, after).both.flatMap((pair) => compareSchemas(pair.before, pair.after, `${pointer}/${pair.name}`))
}

function compareAlternatives(before: unknown, after: unknown, pointer: string): readonly SchemaChange[] {
  if (!Array.isArray(before) || !Array.isArray(after) || before.length !== after.length)
    return changed(before, after, pointer)
  return before.flatMap((schema, index) => compareSchemas(schema, after[index], `${pointer}/${index}`))
}

function members(schema: object): Readonly<Record<string, unknown>> {
  return 'properties' in schema && isRecord(schema.properties) ? schema.properties : {}
}

function drifted(drift: Drift, pointer: string, what: string): SchemaChange {
  return { drift, pointer, what }
}
