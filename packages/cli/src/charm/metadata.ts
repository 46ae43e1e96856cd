import type { Role } from '@interlayer/runtime'
import { choiceAt, entriesAt, entryAt, itemsAt, plainAt, textAt, type Place } from './place.ts'

/** What Juju's own files say of a charm, as far as its handlers depend on it. */
export interface Metadata {
  readonly endpoints: ReadonlyMap<string, DeclaredEndpoint>
  readonly options: ReadonlyMap<string, DeclaredOption>
  readonly actions: ReadonlyMap<string, DeclaredAction>
}

/** An endpoint of `charmcraft.yaml`. */
export interface DeclaredEndpoint {
  readonly place: Place
  readonly role: Role
  readonly interface: string
  readonly scope: 'global' | 'container'
}

/** A configuration option. */
export interface DeclaredOption {
  readonly type: (typeof optionTypes)[number]
  readonly description: string
  readonly default: string | number | boolean | undefined
}

/** An action, with its parameters by name. */
export interface DeclaredAction {
  readonly params: ReadonlyMap<string, DeclaredParam>
}

/** A parameter of an action. */
export interface DeclaredParam {
  /** As JSON Schema says it; undefined for any. */
  readonly type: string | undefined
  readonly description: string
  readonly required: boolean
}

const roles = ['provides', 'requires', 'peers'] as const
const optionTypes = ['string', 'int', 'float', 'boolean', 'secret'] as const

/** Reads what `charmcraft.yaml` says, or `metadata.yaml` with `config.yaml` and `actions.yaml` under `config` and `actions`. */
export function readMetadata(place: Place): Metadata {
  const entries = entriesAt(place)
  const config = entries.get('config')
  const options = config && entriesAt(config).get('options')
  const actions = entries.get('actions')
  return {
    endpoints: new Map(roles.flatMap((role) => endpointsAt(role, entries.get(role)))),
    options: new Map(options === undefined ? [] : [...entriesAt(options)].map(([name, at]) => [name, optionAt(at)])),
    actions: new Map(actions === undefined ? [] : [...entriesAt(actions)].map(([name, at]) => [name, actionAt(at)])),
  }
}

function endpointsAt(role: Role, section: Place | undefined): readonly (readonly [string, DeclaredEndpoint])[] {
  if (section === undefined) return []
  return [...entriesAt(section)].map(([name, place]) => {
    // The old short form: the interface alone.
    if (typeof place.value === 'string') return [name, { place, role, interface: textAt(place), scope: 'global' }]
    const entries = entriesAt(place)
    const scope = entries.get('scope')
    return [
      name,
      {
        place,
        role,
        interface: textAt(entryAt(place, entries, 'interface')),
        scope: scope === undefined ? 'global' : choiceAt(scope, ['global', 'container']),
      },
    ]
  })
}

function optionAt(place: Place): DeclaredOption {
  const entries = entriesAt(place)
  return {
    type: choiceAt(entryAt(place, entries, 'type'), optionTypes),
    description: descriptionAt(entries),
    default: plainAt(entryAt(place, entries, 'default')),
  }
}

function actionAt(place: Place): DeclaredAction {
  const entries = entriesAt(place)
  const params = entries.get('params')
  const required = entries.get('required')
  const names = new Set(required === undefined ? [] : itemsAt(required).map(textAt))
  const declared = params === undefined ? [] : [...entriesAt(params)]
  return { params: new Map(declared.map(([name, at]) => [name, paramAt(at, names.has(name))])) }
}

function paramAt(place: Place, required: boolean): DeclaredParam {
  const entries = entriesAt(place)
  const { value: type } = entryAt(place, entries, 'type')
  return { type: typeof type === 'string' ? type : undefined, description: descriptionAt(entries), required }
}

function descriptionAt(entries: ReadonlyMap<string, Place>): string {
  const value = entries.get('description')?.value
  return typeof value === 'string' ? value : ''
}
