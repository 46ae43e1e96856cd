import { stableId, type Relation, type RemoteUnitOf } from '@interlayer/runtime'
import type { tlsCertificates0 } from './definition.ts'
import type { NamedRequest } from './request.ts'

/** A request by names, and where its answer stands. */
export interface Ask extends NamedRequest {
  /** The units that are answered, as the wire spells them: one, or all of an application. */
  readonly units: readonly string[]
  readonly place: Place
  /** Changes with the names that are asked for, and with nothing else. */
  readonly names: string
}

/** Where the answer to a request stands: in the two keys of the first server certificate, or as a member of a map. */
export type Place =
  { readonly slot: true } | { readonly slot: false; readonly key: AnswersKey; readonly member: string }

/** Maps of answers. */
export type AnswersKey = (typeof answersKeys)[number]

/** All maps of answers. */
export const answersKeys = [
  '{unit}.processed_requests',
  '{unit}.processed_client_requests',
  '{unit}.processed_intermediate_requests',
  '{unit}.processed_application_requests',
] as const

/** What stands for the common name in the one answer that all units of an application share. */
export const applicationMember = 'app_data'

/** `app/0` → `app_0`. */
export function wireName(unit: string): string {
  return unit.replace('/', '_')
}

type Asking = Relation<typeof tlsCertificates0, 'provides'>

/** Everything that is asked in a relation: unit by unit, then what each application asks as one. */
export function asksIn(relation: Asking): readonly Ask[] {
  const units = namedUnits(relation)
  return [...units.flatMap((asking) => unitAsks(relation, asking)), ...applicationAsks(relation, units)]
}

interface AskingUnit {
  readonly unit: RemoteUnitOf<typeof tlsCertificates0, 'provides'>
  /** What its answers are to be called by. */
  readonly name: string
  readonly data: Data
}

type Data = Extract<RemoteUnitOf<typeof tlsCertificates0, 'provides'>['databag'], { readonly state: 'ready' }>['data']

/**
 * Units with the names that they give themselves: from another model Juju shows others. A name is only believed while no other
 * unit has it, so that none gets the answers, and keys, of another; nor can two units share one that is neither's.
 */
function namedUnits({ units }: Asking): readonly AskingUnit[] {
  const readable = units.flatMap((unit) => {
    const { databag } = unit
    if (databag.state !== 'ready') return []
    return [{ unit, name: databag.data.unit_name ?? wireName(unit.name), data: databag.data }]
  })
  return readable.filter(({ unit, name }) => {
    if (name === wireName(unit.name)) return true
    const taken = units.some((other) => wireName(other.name) === name)
    return !taken && readable.filter((other) => other.name === name).length === 1
  })
}

function unitAsks(relation: Asking, { unit, name, data }: AskingUnit): readonly Ask[] {
  const slot = data.common_name
  const ask = (kind: NamedRequest['kind'], place: Place, [commonName, sans]: Named): Ask => {
    const origin = { relation: relation.id, from: unit.name, kind, units: [name], place }
    return newAsk(origin, commonName, sans)
  }
  const asks = maps.flatMap(({ kind, requests, key }) =>
    namedIn(data[requests]).map((named) => ask(kind, { slot: false, key, member: named[0] }, named)),
  )
  const others = asks.filter(({ kind, commonName }) => kind !== 'server' || commonName !== slot)
  return slot === undefined ? others : [ask('server', { slot: true }, [slot, data.sans ?? []]), ...others]
}

const maps = [
  { kind: 'server', requests: 'cert_requests', key: '{unit}.processed_requests' },
  { kind: 'client', requests: 'client_cert_requests', key: '{unit}.processed_client_requests' },
  { kind: 'intermediate', requests: 'intermediate_cert_requests', key: '{unit}.processed_intermediate_requests' },
] as const

/** One for all units of the application that want it, with the names of all. */
function applicationAsks(relation: Asking, units: readonly AskingUnit[]): readonly Ask[] {
  const wanting = units.flatMap(({ unit, name, data }) => {
    const named = namedIn(data.application_cert_requests)
    return named.length === 0 ? [] : [{ app: unit.app, name, named }]
  })
  const [commonName] = wanting.flatMap(({ named }) => named.map(([name]) => name)).sort()
  const app = relation.remoteApp?.name ?? wanting[0]?.app
  if (commonName === undefined || app === undefined) return []
  const names = wanting.flatMap(({ named }) => named.flat(2))
  const place = { slot: false, key: '{unit}.processed_application_requests', member: applicationMember } as const
  const origin = {
    relation: relation.id,
    from: app,
    kind: 'server',
    units: wanting.map(({ name }) => name),
    place,
  } as const
  return [newAsk(origin, commonName, names)]
}

type Named = readonly [commonName: string, sans: readonly string[]]

function namedIn(
  requests: Readonly<Record<string, { readonly sans?: readonly string[] | null | undefined }>> = {},
): readonly Named[] {
  return Object.entries(requests).map(([commonName, { sans }]) => [commonName, sans ?? []])
}

function newAsk(
  origin: Omit<Ask, 'id' | 'signingRequest' | 'commonName' | 'sans' | 'names'>,
  commonName: string,
  names: readonly string[],
): Ask {
  const sans = [...new Set(names)].sort()
  const { relation, from, kind, place } = origin
  const where = place.slot ? [] : [place.key, place.member]
  const id = stableId(relation, from, kind, ...where)
  return { ...origin, id, signingRequest: undefined, commonName, sans, names: stableId(commonName, ...sans) }
}
