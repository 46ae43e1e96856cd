import type { Role } from '@interlayer/runtime'
import type { HookContext, HookTools, RawBag } from '@interlayer/runtime/adapter'
import type { Texts } from '../partner.ts'

/** A relation as one hook finds it. */
export interface StillRelation {
  readonly app?: Texts | undefined
  /** By name; a unit with no texts is visible all the same. */
  readonly units: Readonly<Record<string, Texts>>
  /** What this side has written before. */
  readonly own?: { readonly unit?: Texts; readonly app?: Texts }
}

/** What one hook finds. */
export interface Scene {
  readonly relations: readonly StillRelation[]
  readonly leader?: boolean
  /** `changed` unless said otherwise. In a `departed` one the first remote unit leaves, in `leaving` this unit itself. */
  readonly hook?: 'changed' | 'departed' | 'broken' | 'leaving' | 'update-status'
  /** Content by URI, of secrets that this unit may read. */
  readonly secrets?: Readonly<Record<string, Texts>>
}

/** One thing that a hook would have changed. */
export type Write = readonly [tool: string, ...args: readonly unknown[]]

/** The endpoint of every scene, and the units on both sides. */
export const endpointName = 'endpoint'
const ownApp = 'own'
const ownUnit = `${ownApp}/0`

/** The application that a side in this role meets; the own one for peers. */
export function partnerApp(role: Role): string {
  return role === 'peers' ? ownApp : 'other'
}

/** One of its units. */
export function partnerUnit(role: Role): string {
  return `${partnerApp(role)}/1`
}

/** The hook tools of a moment that stands still: what is written is noted, and nobody sees it. */
export function stillTools(scene: Scene, role: Role, writes: Write[]): HookTools {
  const note = async (...write: Write): Promise<void> => void writes.push(write)
  const secret = (uri: string): RawBag | undefined => toBag(scene.secrets?.[uri])
  let made = 0
  return {
    context: contextOf(scene, role),
    ...relationReads(scene, role),
    isLeader: async () => scene.leader ?? true,
    configGet: async () => new Map(),
    stateGet: async () => new Map(),
    network: async () => ({ bindAddresses: [], ingressAddresses: [], egressSubnets: [] }),
    actionGet: async () => ({}),
    secretGet: async (uri) => secret(uri),
    secretIds: async () => [],
    secretInfo: async () => undefined,
    async secretAdd(given) {
      await note('secretAdd', given.owner, given.label)
      return `secret:still${String(made++).padStart(15, '0')}`
    },
    relationSet: (id, bag, delta) => note('relationSet', id, bag, delta),
    stateSet: () => Promise.resolve(),
    secretSet: (uri) => note('secretSet', uri),
    secretGrant: (uri, id) => note('secretGrant', uri, id),
    secretRemove: (uri, revision) => note('secretRemove', uri, revision),
    openPort: (port) => note('openPort', port),
    closePort: (port) => note('closePort', port),
    actionSet: (results) => note('actionSet', results),
    actionFail: (message) => note('actionFail', message),
    statusSet: () => Promise.resolve(),
    versionSet: () => Promise.resolve(),
    log: () => Promise.resolve(),
  }
}

type RelationReads = Pick<HookTools, 'relationIds' | 'relationUnits' | 'relationApp' | 'relationGet' | 'ingressAddress'>

function relationReads({ relations }: Scene, role: Role): RelationReads {
  const at = (id: string): StillRelation | undefined => relations[Number(id.split(':')[1])]
  return {
    relationIds: async () => relations.map((_, number) => `${endpointName}:${number}`),
    relationUnits: async (id) => Object.keys(at(id)?.units ?? {}),
    relationApp: async () => partnerApp(role),
    relationGet: async (id, member) => toBag(textsOf(at(id), member, role)),
    ingressAddress: async () => '10.9.9.9',
  }
}

function textsOf(relation: StillRelation | undefined, member: string, role: Role): Texts | undefined {
  if (member === ownUnit) return relation?.own?.unit ?? {}
  if (member === ownApp && role !== 'peers') return relation?.own?.app ?? {}
  return member.includes('/') ? relation?.units[member] : (relation?.app ?? {})
}

function toBag(texts: Texts | undefined): RawBag | undefined {
  return texts && new Map(Object.entries(texts).filter(([, text]) => text !== ''))
}

function contextOf({ relations, hook = 'changed' }: Scene, role: Role): HookContext {
  const unit = { unit: ownUnit, principalUnit: undefined }
  if (hook === 'update-status' || relations.length === 0) return { ...unit, hook: 'update-status', relation: undefined }
  const [first] = Object.keys(relations[0]?.units ?? {})
  const departs = hook === 'departed' || hook === 'leaving'
  return {
    ...unit,
    hook: `${endpointName}-relation-${hook === 'leaving' ? 'departed' : hook}`,
    relation: {
      endpoint: endpointName,
      id: `${endpointName}:0`,
      remoteApp: partnerApp(role),
      remoteUnit: hook === 'broken' ? undefined : first,
      departingUnit: departs ? (hook === 'leaving' ? ownUnit : first) : undefined,
    },
  }
}
