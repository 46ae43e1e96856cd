import type { Field } from '@interlayer/runtime'
import { remoteRole } from '@interlayer/runtime/adapter'
import type { Texts } from '../partner.ts'
import { nameOf, placesOf, type Place } from '../places.ts'
import { look } from '../scene/look.ts'
import { readerOf, readingsOf, type Read } from '../scene/reader.ts'
import { partnerApp, partnerUnit, type Scene } from '../scene/still-tools.ts'
import { knownTexts, type Subject } from '../subject.ts'
import { garbage, garbledFor } from '../values/samples.ts'
import { memberKey, members, wholeBag, type WholeBag } from '../values/whole-bag.ts'

type Reading = Read['databag']

/** A databag reads as ready, waiting or invalid exactly as its definition says, and never shows a value that it refuses. */
export async function checkDatabags(subject: Subject): Promise<readonly string[]> {
  const known = knownTexts(subject)
  const found: string[] = []
  for (const place of placesOf(subject.definitions)) {
    const whole = wholeBag(place.fields, place.contracts, known)
    const trials = [empty(place), ...wholeTrials(place, whole), ...brokenTrials(place, whole)]
    for (const trial of trials) found.push(...(await tryOut(place, whole, trial)))
    found.push(...(await tryOut(place, { ...whole, secrets: {} }, ungranted(place, whole))))
  }
  return found
}

/** A databag, and what has to come of it. */
interface Trial {
  readonly what: string
  readonly texts: Texts
  readonly expected: string
}

async function tryOut(
  place: Place,
  { secrets }: WholeBag,
  { what, texts, expected }: Trial,
): Promise<readonly string[]> {
  const reading = await readOne(place, texts, secrets)
  const where = `${nameOf(place)}: ${what}`
  if (reading === undefined) return [`${where} cannot be read at all.`]
  const said = JSON.stringify(reading.state === 'invalid' ? reading.problems : [])
  if (said.includes(garbage)) return [`${where} shows the text that it refuses; the text may be secret.`]
  const came = summary(reading)
  return came === expected ? [] : [`${where} reads as ${came}, and has to be ${expected}.`]
}

async function readOne(place: Place, texts: Texts, secrets: Scene['secrets'] = {}): Promise<Reading | undefined> {
  const { definition, role, bag } = place
  const reader = readerOf(definition, remoteRole(role))
  const member = bag === 'app' ? partnerApp(role) : partnerUnit(role)
  const relation = bag === 'app' ? { app: texts, units: {} } : { units: { [member]: texts } }
  const { seen } = await look(reader, { relations: [relation], secrets }, (endpoint) => readingsOf(endpoint, reader))
  return seen?.find(({ from }) => from === member)?.databag
}

function summary(reading: Reading): string {
  if (reading.state === 'waiting') return waitingFor(reading.missing)
  if (reading.state === 'ready') return readyBut(reading.rejected.map(({ key }) => key))
  return invalidAt(reading.problems.map(({ key }) => key))
}

const waitingFor = (keys: readonly string[]): string =>
  keys.length === 0 ? 'ready' : `waiting for ${[...keys].sort().join(', ')}`
const invalidAt = (keys: readonly string[]): string => `invalid at ${[...keys].sort().join(', ')}`
const readyBut = (keys: readonly string[]): string => (keys.length === 0 ? 'ready' : `ready but for ${keys.join(', ')}`)

function empty({ fields }: Place): Trial {
  return { what: 'an empty databag', texts: {}, expected: waitingFor(requiredIn(Object.entries(fields))) }
}

/** A secret that is not granted yet is absent, and may still come. */
function ungranted({ fields }: Place, { texts }: WholeBag): Trial {
  const secrets = Object.entries(fields).filter(([, { content }]) => content !== undefined)
  return { what: 'a databag whose secrets are not granted', texts, expected: waitingFor(requiredIn(secrets)) }
}

function requiredIn(entries: readonly (readonly [string, Field])[]): readonly string[] {
  return entries.flatMap(([key, field]) => (field.presence === 'required' && !key.includes('{') ? [key] : []))
}

function wholeTrials({ fields }: Place, { texts }: WholeBag): readonly Trial[] {
  const required = requiredIn(Object.entries(fields))
  const unknown = { ...texts, 'a-key-of-tomorrow': garbage, constructor: garbage }
  return [
    { what: 'a databag with every key', texts, expected: 'ready' },
    { what: 'a databag with keys that nobody declared', texts: unknown, expected: 'ready' },
    ...required.map((key) => ({
      what: `a databag without "${key}"`,
      texts: without(texts, key),
      expected: waitingFor([key]),
    })),
    ...Object.entries(fields).flatMap(
      ([
        key,
        {
          options: { aliases = [] },
        },
      ]) =>
        aliases.map((alias) => ({
          what: `a databag with "${alias}" in place of "${key}"`,
          texts: { ...without(texts, key), [alias]: texts[key] ?? '' },
          expected: 'ready',
        })),
    ),
  ]
}

function brokenTrials({ fields }: Place, { texts }: WholeBag): readonly Trial[] {
  return Object.entries(fields).flatMap(([key, field]) => {
    const text = field.content === undefined ? garbledFor(field) : garbage
    if (text === undefined) return []
    const family = key.includes('{')
    const name = family ? memberKey(key, members[0]) : key
    const expected = family ? readyBut([name]) : invalidAt([key])
    return [{ what: `a databag with garbage in "${name}"`, texts: { ...texts, [name]: text }, expected }]
  })
}

function without(texts: Texts, key: string): Texts {
  return Object.fromEntries(Object.entries(texts).filter(([name]) => name !== key))
}
