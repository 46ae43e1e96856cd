import type { EndpointClass, EndpointInstance } from '@interlayer/runtime'
import type { Texts } from '../partner.ts'
import { placesOf } from '../places.ts'
import { tell } from '../life/player.ts'
import { look } from '../scene/look.ts'
import { partnerApp, type Scene, type StillRelation } from '../scene/still-tools.ts'
import { knownTexts, type Subject } from '../subject.ts'
import { garbage } from '../values/samples.ts'
import { wholeBag } from '../values/whole-bag.ts'

/** Flags and reading methods answer whatever there is to read, change nothing, and do not depend on who asks first. */
export async function checkContract(subject: Subject): Promise<readonly string[]> {
  const found: string[] = []
  for (const { side } of subject.sides) {
    for (const [what, scene] of Object.entries(scenesFor(subject, side))) {
      const problems = await checkScene(side, scene)
      found.push(...problems.map((problem) => `${side.prototype.constructor.name} ${what}: ${problem}`))
    }
  }
  return found
}

async function checkScene(side: EndpointClass, scene: Scene): Promise<readonly string[]> {
  const untouched = await look(side, scene, () => undefined)
  const names = Object.keys(side.definition[side.role]?.flags ?? {})
  const once = await look(side, scene, (endpoint) => [ask(endpoint, names), tell(endpoint)] as const)
  const again = await look(side, scene, (endpoint) => {
    const told = tell(endpoint)
    return [ask(endpoint, [...names].reverse()), told] as const
  })
  if (untouched.error !== undefined) return [`the hook fails: ${untouched.error}`]
  if (once.error !== undefined) return [`asking fails: ${once.error}`]
  const odd = Object.entries(once.seen?.[0] ?? {}).filter(([, value]) => typeof value !== 'boolean')
  return [
    ...odd.map(([name]) => `the flag "${name}" is neither true nor false.`),
    ...(JSON.stringify(once.writes) === JSON.stringify(untouched.writes)
      ? []
      : ['asking for flags, or calling a method that returns something, writes: only other methods and sync() may.']),
    ...(sorted(once.seen) === sorted(again.seen)
      ? []
      : [
          'flags and methods answer otherwise when they are asked in another order: let them follow from databags alone.',
        ]),
  ]
}

function ask(endpoint: EndpointInstance, names: readonly string[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(names.map((name) => [name, Reflect.get(endpoint, name)]))
}

function sorted(seen: readonly unknown[] | undefined): string {
  return JSON.stringify(seen, (_, value: unknown) => {
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort())
      : value
  })
}

/** Everything that a hook may find. */
function scenesFor(subject: Subject, side: EndpointClass): Readonly<Record<string, Scene>> {
  const { whole, secrets } = wholePartner(subject, side)
  const half = { app: everySecond(whole.app), units: mapped(whole.units, everySecond) }
  const bad = { app: allGarbage(whole.app ?? {}), units: mapped(whole.units, allGarbage) }
  return {
    'without a relation': { relations: [] },
    'with nobody in its relation': { relations: [{ units: {} }] },
    'with silent partners': { relations: [{ units: mapped(whole.units, () => ({})) }] },
    'with whole partners': { relations: [whole], secrets },
    'with whole partners, as a follower': { relations: [whole], secrets, leader: false },
    'with secrets that are not granted': { relations: [whole] },
    'with half of the data': { relations: [half], secrets },
    'with garbage': { relations: [bad] },
    'with garbage in one of two relations': { relations: [bad, whole], secrets },
    'while a unit departs': { relations: [whole], secrets, hook: 'departed' },
    'while it leaves itself': { relations: [whole], secrets, hook: 'leaving' },
    'while a relation ends': { relations: [whole], secrets, hook: 'broken' },
  }
}

function wholePartner(
  subject: Subject,
  { definition, role }: EndpointClass,
): { readonly whole: StillRelation; readonly secrets: NonNullable<Scene['secrets']> } {
  const known = knownTexts(subject)
  const remote = role === 'peers' ? 'peers' : role === 'provides' ? 'requires' : 'provides'
  const places = placesOf([definition]).filter((place) => place.role === remote)
  const bag = (name: 'unit' | 'app') => {
    const place = places.find((one) => one.bag === name)
    return place === undefined ? { texts: {}, secrets: {} } : wholeBag(place.fields, place.contracts, known)
  }
  const [unit, app] = [bag('unit'), bag('app')]
  const name = partnerApp(role)
  return {
    whole: { app: app.texts, units: { [`${name}/1`]: unit.texts, [`${name}/11`]: unit.texts } },
    secrets: { ...unit.secrets, ...app.secrets },
  }
}

function mapped(units: StillRelation['units'], change: (texts: Texts) => Texts): StillRelation['units'] {
  return Object.fromEntries(Object.entries(units).map(([name, texts]) => [name, change(texts)]))
}

function everySecond(texts: Texts = {}): Texts {
  return Object.fromEntries(Object.entries(texts).filter((_, index) => index % 2 === 0))
}

function allGarbage(texts: Texts): Texts {
  return Object.fromEntries(Object.keys(texts).map((key) => [key, garbage]))
}
