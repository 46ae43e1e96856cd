import type { InterfaceDefinition, Role } from '@interlayer/runtime'
import { spoken } from '@interlayer/runtime/adapter'
import type { InstalledInterface } from '../interfaces/installed.ts'
import { isJuju } from './bag-reading.ts'
import { candidatesFor, guessedWhose, isLikely, type Candidate } from './candidate.ts'
import { memberBags, type Seat, type Shown } from './member-bag.ts'

/** How the interface of a relation came to be known. */
export type Source = 'charm' | 'option' | 'guess'

/** What a relation speaks. */
export interface Identity extends Seat {
  readonly state: 'known'
  readonly interface: string
  readonly package: string
  readonly source: Source
  readonly why: string
  readonly all: readonly InterfaceDefinition[]
  /** The wires that it speaks, the newest first. */
  readonly spoken: readonly InterfaceDefinition[]
}

/** A relation of which nothing tells what it speaks. */
export interface Unidentified {
  readonly state: 'unknown' | 'ambiguous'
  readonly why: string
  /** As `--interface` takes them: `mysql:provides`. */
  readonly candidates: readonly string[]
}

/** What is said of an endpoint, by its charm or by who asks. */
export interface Told {
  readonly source: 'charm' | 'option'
  /** An interface, or a package. */
  readonly name: string
  readonly role: Role | undefined
  readonly why: string
}

/** What there is to identify relations by. */
export interface Knowledge {
  readonly interfaces: readonly InstalledInterface[]
  readonly told: (shown: Shown) => Told | undefined
  readonly juju: number | undefined
}

/** Finds the interface of a relation: as it is told, else guessed by what its keys and endpoints are called. */
export function identify(shown: Shown, { interfaces, told, juju }: Knowledge): Identity | Unidentified {
  const said = told(shown)
  if (said === undefined) return guess(shown, candidatesFor(shown, interfaces, { juju }))
  const meant = interfaces.filter((one) => one.interface === said.name || one.package === said.name)
  if (meant.length === 0) {
    const why = `${said.why}, and no package of ${said.name} is installed here`
    return { state: 'unknown', why, candidates: [] }
  }
  const sides = candidatesFor(shown, meant, { role: said.role, juju })
  const [only, ...more] = sides
  if (only === undefined) return { state: 'unknown', why: `${said.why}, which has no such side`, candidates: [] }
  if (more.length === 0) return identity(shown, only, said)
  const found = guess(shown, sides)
  if (found.state !== 'known') return found
  return { ...found, source: said.source, why: `${said.why}; its side is guessed: ${found.why}` }
}

function guess(shown: Shown, all: readonly Candidate[]): Identity | Unidentified {
  const [best, ...rest] = all
    .filter(isLikely)
    .sort((a, b) => rank(b) - rank(a) || a.missing - b.missing || age(a) - age(b))
  if (best === undefined) {
    const why = isSilent(shown) ? 'nobody has written anything but Juju' : 'no interface that is installed has its keys'
    return { state: 'unknown', why, candidates: [] }
  }
  const alike = rest.filter((other) => rank(other) === rank(best))
  const equals = alike.filter(({ missing }) => missing === best.missing)
  const rivals = equals.filter((other) => age(other) === age(best))
  const mirrored = equals.some((other) => other.installed === best.installed && age(other) > age(best))
  const whose = mirrored ? guessedWhose.related : undefined
  if (rivals.length === 0)
    return identity(shown, { ...best, whose: best.whose ?? whose }, { source: 'guess', why: evidence(best, alike) })
  const candidates = [best, ...rivals].map(({ installed, role }) => `${installed.package}:${role}`)
  const why = isSilent(shown) ? 'nobody has written anything that tells its side' : `its keys fit all of them alike`
  return { state: 'ambiguous', why, candidates }
}

function isSilent(shown: Shown): boolean {
  const bags = memberBags(shown, { role: 'requires', applicationData: 'related' })
  return bags.every(({ raw }) => [...raw.keys()].every(isJuju))
}

/** By the keys that fit; a name decides between equals. */
function rank({ fits, named }: Candidate): number {
  return fits * 2 + (named ? 1 : 0)
}

/** Where the other side's data in an old Juju look like one's own in a new one, the old is likelier. */
function age({ applicationData }: Candidate): number {
  return applicationData === 'related' ? 0 : 1
}

function evidence(
  { installed, role, fits, keys, named, missing }: Candidate,
  alike: readonly Candidate[] = [],
): string {
  const name = installed.interface
  const others = new Set(alike.flatMap((other) => (other.missing > missing ? [other.installed.interface] : [])))
  return [
    ...(keys > 0
      ? [`${fits} of ${keys} ${keys === 1 ? 'key is' : 'keys are'} of ${name}, where this unit ${role}`]
      : []),
    ...(named ? ['an endpoint has its name'] : []),
    ...(others.size > 0 ? [`more would be missing for ${[...others].join(', ')}`] : []),
  ].join('; ')
}

interface Said {
  readonly source: Source
  readonly why?: string
}

function identity(shown: Shown, candidate: Candidate, { source, why = evidence(candidate) }: Said): Identity {
  const { installed, role, applicationData, whose } = candidate
  const { definitions } = installed
  return {
    state: 'known',
    interface: installed.interface,
    package: installed.package,
    role,
    applicationData,
    source,
    why: whose === undefined ? why : `${why}; ${whose}`,
    all: definitions,
    spoken: spokenIn(shown, { role, applicationData }, definitions),
  }
}

function spokenIn(shown: Shown, seat: Seat, definitions: InstalledInterface['definitions']): Identity['spoken'] {
  const bags = memberBags(shown, seat)
  const own = bags.flatMap((bag) => (bag.own ? [bag.owner] : []))
  return spokenBy(seat.role, definitions, { bags: new Map(bags.map(({ owner, raw }) => [owner, raw])), own })
}

/** The wires that a charm on that side would find the relation to speak. */
export function spokenBy(
  role: Role,
  [newest, ...older]: InstalledInterface['definitions'],
  writings: Parameters<typeof spoken>[1],
): Identity['spoken'] {
  const generations = older.map((definition) => ({ role, definition }))
  return spoken({ role, definition: newest, generations }, writings)
}
