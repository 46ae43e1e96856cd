import { readBag, type Data } from '../definitions/databag.ts'
import { remoteRole, type SideDefinition } from '../definitions/definition.ts'
import type { Draft, Place } from '../transaction/draft.ts'
import type { Fields } from '../fields/field.ts'
import type { BagKind, RawBag } from '../adapter/hook-tools.ts'
import { applicationOf, numberOf } from '../values/names.ts'
import { PrivateSecrets } from '../secrets/private-secrets.ts'
import { OwnDatabag } from './own-databag.ts'
import type { RemoteApplication, RemoteUnit } from './relation.ts'
import { emptyBag, type EndpointSide, type RelationFacts, type Snapshot } from '../transaction/snapshot.ts'
import { noFields } from '../transaction/facts.ts'
import { memoryBag } from '../transaction/memory.ts'

export type AnyUnit = RemoteUnit<Data>

/** One relation over the snapshot and the draft. Nothing is decoded before it is asked for. */
export class RelationView {
  readonly id: string
  readonly ingressAddress: string | undefined
  readonly localUnit: OwnDatabag
  readonly localApp: OwnDatabag | undefined
  readonly memory: OwnDatabag
  readonly secrets: PrivateSecrets
  readonly #facts: RelationFacts
  readonly #remote: SideDefinition
  #units: readonly AnyUnit[] | undefined

  constructor(facts: RelationFacts, side: EndpointSide, { snapshot, draft }: { snapshot: Snapshot; draft: Draft }) {
    const own = side.definition[side.role] ?? {}
    const place = (bag: BagKind | 'memory', before: RawBag): Place => ({ relation: facts.id, bag, before })
    this.#facts = facts
    this.#remote = side.definition[remoteRole(side.role)] ?? {}
    this.id = facts.id
    this.ingressAddress = facts.ingressAddress
    const secrets = facts.ownSecrets
    this.localUnit = new OwnDatabag(draft, place('unit', facts.ownUnit), { fields: own.unit ?? noFields, secrets })
    this.localApp = snapshot.leader
      ? new OwnDatabag(draft, place('app', facts.ownApp), { fields: own.app ?? noFields, secrets })
      : undefined
    this.secrets = new PrivateSecrets(draft, snapshot.privateSecrets, facts.id)
    const remembered = memoryBag(snapshot.state, facts.id)
    this.memory = new OwnDatabag(draft, place('memory', remembered), { fields: own.memory ?? noFields })
  }

  get number(): number {
    return numberOf(this.id)
  }

  get remoteApp(): RemoteApplication<Data> | undefined {
    const { remoteApp: name, bags } = this.#facts
    if (name === undefined) return undefined
    const raw = bags.get(name) ?? emptyBag
    return { name, raw, databag: readBag(raw, this.#remote.app ?? noFields) }
  }

  get units(): readonly AnyUnit[] {
    this.#units ??= this.#facts.units.map((name) => {
      return new UnitView(name, this.#remote.unit ?? noFields, this.#facts.bags.get(name) ?? emptyBag)
    })
    return this.#units
  }

  /** In a container there is one unit opposite; several are those of a global relation. */
  get partner(): AnyUnit | undefined {
    return this.units.length === 1 ? this.units[0] : undefined
  }
}

class UnitView implements AnyUnit {
  readonly name: string
  readonly raw: RawBag
  readonly #fields: Fields

  constructor(name: string, fields: Fields, raw: RawBag) {
    this.name = name
    this.raw = raw
    this.#fields = fields
  }

  get app(): string {
    return applicationOf(this.name)
  }

  get databag(): AnyUnit['databag'] {
    return readBag(this.raw, this.#fields)
  }

  get ingressAddress(): string | undefined {
    return this.raw.get('ingress-address') ?? this.raw.get('private-address')
  }

  get egressSubnets(): readonly string[] {
    return this.raw.get('egress-subnets')?.split(',') ?? []
  }
}
