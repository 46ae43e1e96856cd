import { all, any, not, type CharmFlag, type Condition } from '@interlayer/runtime'
import { booleanAt, entriesAt, entryAt, itemsAt, problemAt, textAt, wrong, type Place } from './place.ts'

/** What `interlayer.yaml` says. */
export interface Declaration {
  /** Package of the interface, by endpoint. */
  readonly endpoints: ReadonlyMap<string, Place>
  readonly flags: ReadonlyMap<string, DeclaredFlag>
  readonly handlers: readonly DeclaredHandler[]
  readonly actions: ReadonlyMap<string, DeclaredProgram>
}

/** A flag of the charm's own. */
export interface DeclaredFlag {
  readonly place: Place
  readonly flag: CharmFlag
}

/** An executable with its arguments. */
export interface DeclaredProgram {
  readonly place: Place
  readonly file: string
  readonly args: readonly string[]
  /** Seconds; the runtime's own when nothing is said. */
  readonly timeout: number | undefined
}

/** When an executable runs. */
export interface DeclaredHandler extends DeclaredProgram {
  readonly when: Place
  readonly condition: Condition
  readonly id: string | undefined
  readonly once: boolean
}

/** Longest timeout, in seconds: what a timer holds. */
const maxTimeout = 2_147_483

/** Reads the declaration; an error names the place in the file. */
export function readDeclaration(place: Place): Declaration {
  const entries = entriesAt(place, ['endpoints', 'flags', 'handlers', 'actions'])
  return {
    endpoints: entriesAt(entryAt(place, entries, 'endpoints')),
    flags: mapped(entryAt(place, entries, 'flags'), flagAt),
    handlers: itemsAt(entryAt(place, entries, 'handlers')).map(handlerAt),
    actions: mapped(entryAt(place, entries, 'actions'), actionAt),
  }
}

function mapped<T>(place: Place, read: (inner: Place) => T): ReadonlyMap<string, T> {
  return new Map([...entriesAt(place)].map(([name, inner]) => [name, read(inner)]))
}

function flagAt(place: Place): DeclaredFlag {
  if (typeof place.value === 'string') return { place, flag: { description: textAt(place) } }
  const entries = entriesAt(place, ['description', 'is', 'setBy', 'clearedBy'])
  const conditions = (['is', 'setBy', 'clearedBy'] as const).flatMap((key) => {
    const condition = entries.get(key)
    return condition === undefined ? [] : [[key, conditionAt(condition)] as const]
  })
  const description = textAt(entryAt(place, entries, 'description'))
  return { place, flag: { description, ...Object.fromEntries(conditions) } }
}

function handlerAt(place: Place): DeclaredHandler {
  const entries = entriesAt(place, ['when', 'run', 'id', 'once', 'timeout'])
  const [when, run] = [entryAt(place, entries, 'when'), entryAt(place, entries, 'run')]
  const [id, once, timeout] = [entries.get('id'), entries.get('once'), entries.get('timeout')]
  const handler = {
    ...programAt(run, timeout),
    when,
    condition: conditionAt(when),
    id: id && textAt(id),
    once: once !== undefined && booleanAt(once),
  }
  if (handler.once && handler.id === undefined)
    throw problemAt(place, 'runs once, so it needs an id that stays the same: write one under "id".')
  return handler
}

/** An executable alone, or a mapping of what to run and how long it may take. */
function actionAt(place: Place): DeclaredProgram {
  if (typeof place.value === 'string' || Array.isArray(place.value)) return programAt(place, undefined)
  const entries = entriesAt(place, ['run', 'timeout'])
  return programAt(entryAt(place, entries, 'run'), entries.get('timeout'))
}

function programAt(place: Place, timeout: Place | undefined): DeclaredProgram {
  const [file, ...args] = typeof place.value === 'string' ? [textAt(place)] : itemsAt(place).map(textAt)
  if (file === undefined) throw wrong(place, 'a file of the charm, or a list of it and its arguments')
  return { place, file, args, timeout: timeout && secondsAt(timeout) }
}

function secondsAt(place: Place): number {
  const { value } = place
  if (typeof value === 'number' && value > 0 && value <= maxTimeout) return value
  throw problemAt(place, `is no time in seconds: write a number up to ${maxTimeout}.`)
}

/** A name; a list, which means all of it; or one of `all`, `any` and `not`. */
function conditionAt(place: Place): Condition {
  const { value } = place
  if (typeof value === 'string') return textAt(place)
  if (Array.isArray(value)) return all(...itemsAt(place).map(conditionAt))
  const [entry, ...more] = [...entriesAt(place, ['all', 'any', 'not'])]
  if (entry === undefined || more.length > 0)
    throw wrong(place, 'a condition: a name, a list, or one of all, any and not')
  const [word, inner] = entry
  const parts = Array.isArray(inner.value) ? itemsAt(inner).map(conditionAt) : [conditionAt(inner)]
  if (word === 'any') return any(...parts)
  return word === 'not' ? not(...parts) : all(...parts)
}
