import type { InterfaceDefinition, Role } from '@interlayer/runtime'
import { remoteRole } from '@interlayer/runtime/adapter'
import type { InstalledInterface } from '../interfaces/installed.ts'
import { declarationOf, fieldsIn, isJuju, readBag } from './bag-reading.ts'
import { isAmongPeers, memberBags, type MemberBag, type Shown, type Whose } from './member-bag.ts'

/** An interface that a relation may speak, the shown unit in one of its roles. */
export interface Candidate {
  readonly installed: InstalledInterface
  readonly role: Role
  readonly applicationData: Whose
  /** Why that application's, where it was told by the keys. */
  readonly whose: string | undefined
  /** Keys that the definitions understand, and all but Juju's own. */
  readonly fits: number
  readonly keys: number
  /** Keys that who has written anything would have to write beside. */
  readonly missing: number
  /** An endpoint has the name of the interface. */
  readonly named: boolean
}

/** What narrows the candidates down. */
export interface Narrowing {
  readonly role?: Role | undefined
  /** The major version of the Juju that printed it. */
  readonly juju?: number | undefined
}

/** Every side of the interfaces that the relation can be, with how well its keys fit. */
export function candidatesFor(
  shown: Shown,
  interfaces: readonly InstalledInterface[],
  { role, juju }: Narrowing,
): readonly Candidate[] {
  const roles: readonly Role[] = isAmongPeers(shown) ? ['peers'] : ['provides', 'requires']
  return interfaces.flatMap((installed) =>
    (role === undefined ? roles : [role])
      .filter((taken) => canTake(installed, taken, shown))
      .map((taken) => candidate(shown, { installed, role: taken, juju })),
  )
}

function canTake({ definitions: [newest] }: InstalledInterface, role: Role, { relation }: Shown): boolean {
  if (newest[role] === undefined) return false
  // Who takes a side that Juju itself takes has its endpoint by its name.
  if (newest[role].implicit === true) return relation.endpoint === newest.name
  return newest[remoteRole(role)]?.implicit !== true || relation.relatedEndpoint === newest.name
}

/** Whether it is worth a guess: most of the keys are its own, or an endpoint has its name. */
export function isLikely({ fits, keys, named }: Pick<Candidate, 'fits' | 'keys' | 'named'>): boolean {
  return named || fits * 2 > keys
}

interface Seated {
  readonly installed: InstalledInterface
  readonly role: Role
  readonly juju: number | undefined
}

function candidate(shown: Shown, { installed, role, juju }: Seated): Candidate {
  const { definitions } = installed
  const { endpoint, relatedEndpoint } = shown.relation
  const fitsAs = (whose: Whose): Fit => countFits(memberBags(shown, { role, applicationData: whose }), definitions)
  const [related, own] = [fitsAs('related'), fitsAs('own')]
  const isOwn = role !== 'peers' && (juju === undefined ? own.fits > related.fits : juju >= 4)
  const applicationData: Whose = isOwn ? 'own' : 'related'
  const isTold = juju !== undefined || role === 'peers' || !hasApplicationData(definitions) || related.fits > own.fits
  const whose = isTold ? undefined : guessedWhose[applicationData]
  const counted = isOwn ? own : related
  const named = [endpoint, relatedEndpoint].map(comparable).includes(comparable(installed.interface))
  const found = { installed, role, applicationData, whose, ...counted, named }
  const missing = isLikely(found) ? countMissing(memberBags(shown, found), definitions) : 0
  return { ...found, missing }
}

/** What is said of a guess about whose the application data are. */
export const guessedWhose: Readonly<Record<Whose, string>> = {
  own: 'application data are taken for those of this side, which they fit, as Juju 4 shows them (--juju says it)',
  related:
    'application data are taken for those of the related application, as Juju up to 3 shows them (--juju says it)',
}

function hasApplicationData(definitions: readonly InterfaceDefinition[]): boolean {
  return definitions.some(({ provides, requires }) => provides?.app !== undefined || requires?.app !== undefined)
}

type Fit = Pick<Candidate, 'fits' | 'keys'>

function countFits(bags: readonly MemberBag[], definitions: readonly InterfaceDefinition[]): Fit {
  const texts = bags.flatMap(({ side, bag, raw }) => [...raw].map(([key, text]) => ({ side, bag, key, text })))
  const counted = texts.filter(({ key }) => !isJuju(key))
  const fitting = counted.filter(({ side, bag, key, text }) =>
    definitions.some((definition) => {
      const declared = declarationOf(fieldsIn(definition, side, bag), key)
      return declared !== undefined && declared[1].decode(text).state !== 'invalid'
    }),
  )
  return { fits: fitting.length, keys: counted.length }
}

/** By the wire that lacks least. */
function countMissing(bags: readonly MemberBag[], definitions: readonly InterfaceDefinition[]): number {
  const written = bags.filter(({ raw }) => [...raw.keys()].some((key) => !isJuju(key)))
  const counts = definitions.map((definition) => {
    const states = written.flatMap(({ raw, side, bag }) => {
      const wires = { side, bag, spoken: [definition], all: definitions, reveal: false }
      return readBag(raw, wires).keys.map(({ state }) => state)
    })
    return states.filter((state) => state === 'missing').length
  })
  return Math.min(...counts)
}

function comparable(name: string): string {
  return name.replaceAll('_', '-')
}
