import {
  Peer,
  Provider,
  Requirer,
  type EndpointClass,
  type EndpointInstance,
  type InterfaceDefinition,
  type Reading,
  type Role,
} from '@interlayer/runtime'

/** What is read of one remote member of a relation. */
export interface Read {
  /** `other`, `other/0`. */
  readonly from: string
  readonly databag: Reading<Readonly<Record<string, unknown>>>
}

const bases = { provides: Provider, requires: Requirer, peers: Peer } as const

/** A side that reads its partners by a definition and does nothing else; it shows what the definition alone makes of databags. */
export function readerOf(definition: InterfaceDefinition, role: Role): EndpointClass {
  const silent = { ...definition[role], flags: {}, methods: {}, greeting: {} }
  const own = { ...definition, [role]: silent }
  // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- the three differ in their types alone
  const base = bases[role] as unknown as EndpointClass
  return class extends base {
    static override readonly definition = own
    static override readonly role = role
  }
}

/** What an endpoint reads of its partners, whichever wire they speak. What classes see is protected, not private. */
export function readingsOf(endpoint: EndpointInstance, side: EndpointClass): readonly Read[] {
  const older = (side.generations ?? []).map((one) => {
    // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- what the runtime's base class has
    const generation = Reflect.get(endpoint, 'generation') as (one: EndpointClass) => EndpointInstance
    return Reflect.apply(generation, endpoint, [one])
  })
  return [endpoint, ...older].flatMap((one) => {
    // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- what the runtime's base class has
    const relations = Reflect.get(one, 'relations') as readonly Seen[]
    return relations.flatMap(({ remoteApp, units }) => {
      const members = [...(remoteApp === undefined ? [] : [remoteApp]), ...units]
      return members.map(({ name, databag }) => ({ from: name, databag }))
    })
  })
}

interface Seen {
  readonly remoteApp: Member | undefined
  readonly units: readonly Member[]
}

interface Member {
  readonly name: string
  readonly databag: Read['databag']
}
