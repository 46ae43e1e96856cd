import type { RawBag } from '@interlayer/runtime/adapter'
import { entriesAt, entryAt, itemsAt, textAt, wrong, type Place } from '../input/document.ts'

/** A unit as `juju show-unit` tells of it, as far as databags go. */
export interface ShownUnit {
  readonly name: string
  /** As Juju names it: `ch:amd64/mysql-58`, `local:blog-3`. */
  readonly charm: string | undefined
  readonly relations: readonly ShownRelation[]
}

/** One relation of a unit that is shown. */
export interface ShownRelation {
  /** Juju says it from 2.9 on. */
  readonly id: string | undefined
  readonly endpoint: string
  readonly relatedEndpoint: string
  readonly crossModel: boolean
  /** Of the related application; from Juju 4 on, of the unit's own. */
  readonly applicationData: RawBag
  /** Only where Juju shows it: in relations among peers. */
  readonly localUnit: ShownBag | undefined
  readonly relatedUnits: ReadonlyMap<string, ShownBag>
}

/** The databag of a unit. Outside of the relation's scope it is not shown. */
export interface ShownBag {
  readonly inScope: boolean
  readonly raw: RawBag
}

/** Reads the output of `juju show-unit`, of one unit or of several. */
export function readShownUnits(output: Place): readonly ShownUnit[] {
  const units = entriesAt(output)
  const unnamed = [...units].find(([name]) => !isUnitName.test(name))
  if (units.size === 0 || unnamed !== undefined)
    throw wrong({ ...output, path: unnamed?.[1].path ?? '' }, 'what `juju show-unit` prints, by units such as mysql/0,')
  return [...units].map(([name, unit]) => readUnit(name, unit))
}

const isUnitName = /^[a-z][a-z0-9-]*\/\d+$/

/** The texts of one databag by key; an empty one is none. */
export function readBagAt(place: Place): RawBag {
  const texts = [...entriesAt(place)].map(([key, text]) => [key, textAt(text)] as const)
  return new Map(texts.filter(([, text]) => text !== ''))
}

function readUnit(name: string, place: Place): ShownUnit {
  const unit = entriesAt(place)
  const charm = unit.get('charm')
  const relations = unit.get('relation-info')
  return {
    name,
    charm: charm && textAt(charm),
    relations: relations === undefined ? [] : itemsAt(relations).map(readRelation),
  }
}

function readRelation(place: Place): ShownRelation {
  const relation = entriesAt(place)
  const required = (key: string): Place => entryAt(place, relation, key)
  const id = relation.get('relation-id')
  const application = relation.get('application-data')
  const local = relation.get('local-unit')
  const units = relation.get('related-units')
  return {
    id: id && plainAt(id),
    endpoint: textAt(required('endpoint')),
    relatedEndpoint: textAt(required('related-endpoint')),
    crossModel: isTrue(relation.get('cross-model')),
    applicationData: application === undefined ? new Map() : readBagAt(application),
    localUnit: local === undefined ? undefined : presentBag(local),
    relatedUnits: new Map(
      units === undefined ? [] : [...entriesAt(units)].map(([name, unit]) => [name, readBag(unit)]),
    ),
  }
}

/** As JSON, Juju writes one that is outside of the scope and has no data where there is none. */
function presentBag(place: Place): ShownBag | undefined {
  const bag = readBag(place)
  return bag.inScope || bag.raw.size > 0 ? bag : undefined
}

function readBag(place: Place): ShownBag {
  const bag = entriesAt(place)
  const data = bag.get('data')
  return { inScope: isTrue(bag.get('in-scope')), raw: data === undefined ? new Map() : readBagAt(data) }
}

function isTrue(place: Place | undefined): boolean {
  return place?.value === true || place?.value === 'true'
}

function plainAt(place: Place): string {
  if (typeof place.value === 'number') return String(place.value)
  return textAt(place)
}
