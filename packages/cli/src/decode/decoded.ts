import type { Role } from '@interlayer/runtime'
import { readBag, readUndeclared, fieldsIn, type BagReading } from './bag-reading.ts'
import { identify, type Identity, type Knowledge, type Source } from './identify.ts'
import { isAmongPeers, memberBags, type MemberBag, type Shown } from './member-bag.ts'
import type { ShownUnit } from './show-unit.ts'

/** A relation decoded, as `--json` prints it. */
export interface DecodedRelation {
  readonly unit: string
  /** `website:3`; an older Juju does not say the number. */
  readonly relation: string
  readonly relatedEndpoint: string
  readonly crossModel: boolean
  /** Null where it is not known. */
  readonly interface: DecodedInterface | null
  /** How the interface was found, or why not. */
  readonly why: string
  /** What it could be, where the keys do not tell: values for `--interface`. */
  readonly candidates: readonly string[]
  readonly databags: readonly DecodedBag[]
}

/** What a relation speaks. */
export interface DecodedInterface {
  readonly name: string
  readonly package: string
  readonly wires: readonly number[]
  /** Of the unit that is shown. */
  readonly side: Role
  readonly source: Source
}

/** A databag with who wrote it. */
export interface DecodedBag extends BagReading {
  readonly owner: string
  readonly databag: 'unit' | 'app'
  readonly side: Role | null
  readonly inScope: boolean
}

/** Decodes every relation of the units. */
export function decodeUnits(
  units: readonly ShownUnit[],
  { reveal, ...knowledge }: Knowledge & { readonly reveal: boolean },
): readonly DecodedRelation[] {
  return units.flatMap((unit) =>
    unit.relations.map((relation) => decodeRelation({ unit, relation }, { reveal, ...knowledge })),
  )
}

/** Whether something that is needed is missing, or anything is invalid. */
export function isWanting(relations: readonly DecodedRelation[]): boolean {
  return relations.some(({ databags }) => databags.some(({ state }) => state === 'waiting' || state === 'invalid'))
}

function decodeRelation(
  shown: Shown,
  { reveal, ...knowledge }: Knowledge & { readonly reveal: boolean },
): DecodedRelation {
  const found = identify(shown, knowledge)
  const { endpoint, relatedEndpoint, id, crossModel } = shown.relation
  const known = found.state === 'known' ? found : undefined
  const bags = memberBags(
    shown,
    known ?? { role: isAmongPeers(shown) ? 'peers' : 'requires', applicationData: 'related' },
  )
  return {
    unit: shown.unit.name,
    relation: id === undefined ? endpoint : `${endpoint}:${id}`,
    relatedEndpoint,
    crossModel,
    interface: known === undefined ? null : decodedInterface(known),
    why: found.why,
    candidates: found.state === 'known' ? [] : found.candidates,
    databags: bags.filter((bag) => isTold(bag, known)).map((bag) => decodeBag(bag, known, reveal)),
  }
}

function decodedInterface({ interface: name, package: from, spoken, role, source }: Identity): DecodedInterface {
  return { name, package: from, wires: spoken.map(({ wire }) => wire), side: role, source }
}

/** Every relation has a databag of the application; most interfaces do not use it. */
function isTold({ raw, side, bag }: MemberBag, known: Identity | undefined): boolean {
  if (bag === 'unit' || raw.size > 0) return true
  return known?.spoken.some((definition) => Object.keys(fieldsIn(definition, side, bag)).length > 0) === true
}

function decodeBag(bag: MemberBag, known: Identity | undefined, reveal: boolean): DecodedBag {
  const { owner, side, inScope, raw } = bag
  const named = { owner, databag: bag.bag, side: known === undefined ? null : side, inScope }
  if (!inScope && raw.size === 0) return { ...named, state: 'nothing', keys: [] }
  const { spoken = [], all = [] } = known ?? {}
  return {
    ...named,
    ...(known === undefined ? readUndeclared(raw, reveal) : readBag(raw, { ...bag, spoken, all, reveal })),
  }
}
