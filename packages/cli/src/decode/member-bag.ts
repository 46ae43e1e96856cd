import type { Role } from '@interlayer/runtime'
import { remoteRole, sortNames, type BagKind, type RawBag } from '@interlayer/runtime/adapter'
import type { ShownRelation, ShownUnit } from './show-unit.ts'

/** A databag of a relation, with who wrote it. */
export interface MemberBag {
  /** A unit, or an application. */
  readonly owner: string
  readonly bag: BagKind
  /** Of who wrote it. */
  readonly side: Role
  /** Written by the unit that is shown, or its application. */
  readonly own: boolean
  readonly inScope: boolean
  readonly raw: RawBag
}

/** A relation with the unit that shows it. */
export interface Shown {
  readonly unit: ShownUnit
  readonly relation: ShownRelation
}

/** Which side the shown unit takes, and whose the application data are. */
export interface Seat {
  readonly role: Role
  readonly applicationData: Whose
}

/** Up to Juju 3 `show-unit` shows the databag of the related application, from Juju 4 on that of the unit's own. */
export type Whose = 'related' | 'own'

/** All databags that are shown of a relation, the unit's own first. */
export function memberBags({ unit, relation }: Shown, { role, applicationData }: Seat): readonly MemberBag[] {
  const { localUnit, relatedUnits } = relation
  const ownUnit = { owner: unit.name, bag: 'unit', side: role, own: true } as const
  const application = applicationBag({ unit, relation }, { role, applicationData })
  const related = sortNames([...relatedUnits.keys()]).flatMap((owner): readonly MemberBag[] => {
    const shown = relatedUnits.get(owner)
    return shown === undefined ? [] : [{ owner, bag: 'unit', side: remoteRole(role), own: false, ...shown }]
  })
  return [
    ...(application.own ? [application] : []),
    ...(localUnit === undefined ? [] : [{ ...ownUnit, ...localUnit }]),
    ...(application.own ? [] : [application]),
    ...related,
  ]
}

/** Whether the units of a relation are of one application, as far as one sees. */
export function isAmongPeers({ unit, relation }: Shown): boolean {
  const { endpoint, relatedEndpoint, crossModel, localUnit, relatedUnits } = relation
  const units = [...relatedUnits.keys()]
  const ours = units.every((name) => applicationOf(name) === applicationOf(unit.name))
  return endpoint === relatedEndpoint && !crossModel && ours && (units.length > 0 || localUnit !== undefined)
}

function applicationOf(unit: string): string {
  return unit.slice(0, unit.lastIndexOf('/'))
}

function applicationBag({ unit, relation }: Shown, { role, applicationData }: Seat): MemberBag {
  const { relatedUnits, relatedEndpoint, applicationData: raw } = relation
  const own = role === 'peers' || applicationData === 'own'
  const [unitOfRelated] = relatedUnits.keys()
  const related = unitOfRelated === undefined ? `(application at ${relatedEndpoint})` : applicationOf(unitOfRelated)
  const owner = own ? applicationOf(unit.name) : related
  return { owner, bag: 'app', side: own ? role : remoteRole(role), own, inScope: true, raw }
}
