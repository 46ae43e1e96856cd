import type { TraceEvent } from '@interlayer/simulator'
import { sidesOf } from '../blocks/sides.ts'
import { groupsOf } from '../groups.ts'
import type { InterfacePackage } from '../interface-package.ts'
import { castsOf, play, stage, type Scene } from './play.ts'

/** Characters of a value that a diagram has room for. */
const room = 40
/** Keys that Juju itself writes, and that say nothing of an interface. */
const ownOfJuju = new Set(['egress-subnets', 'ingress-address', 'private-address'])

/** A diagram for each wire that sides of the package speak with each other, under its number where there are several wires. */
export async function storyBlock(subject: InterfacePackage): Promise<string> {
  const stories: string[] = []
  const { generations } = subject.contract
  const casts = castsOf(subject.call)
  for (const { wire } of generations) {
    const cast = casts.find((one) => one.wire === wire)
    const story = cast === undefined ? foreign : diagramOf(subject, await play(cast))
    stories.push(generations.length === 1 ? story : `**Wire ${wire}**\n\n${story}`)
  }
  return stories.join('\n\n')
}

const foreign = 'No two sides of this package speak it with each other: it is for partners from elsewhere.'

/** What two units say to each other, as a sequence diagram of Mermaid. What is secret or sensitive is hidden in the trace already. */
function diagramOf(subject: InterfacePackage, scenes: readonly Scene[]): string {
  const [first, second] = unitsOf(scenes)
  const names = { ...spoken(scenes), flags: flagsOf(subject), units: [first, second] as const }
  const body = scenes.flatMap(({ title, events }) => {
    const lines = linesOf(events, names)
    return lines.length === 0 ? [] : [`  Note over ${alias(first)},${alias(second)}: ${title}`, ...lines]
  })
  const heads = [first, second].map((unit) => `  participant ${alias(unit)} as ${unit}`)
  return ['```mermaid', 'sequenceDiagram', ...heads, ...body, '```'].join('\n')
}

interface Names {
  /** By URI. */
  readonly secrets: ReadonlyMap<string, string>
  readonly flags: ReadonlySet<string>
  readonly units: readonly [string, string]
}

function unitsOf(scenes: readonly Scene[]): readonly [string, string] {
  const all = scenes.flatMap(({ events }) => events.flatMap((event) => (event.event === 'unit' ? [event.unit] : [])))
  const [first = '', second = first] = [...new Set(all)].sort()
  return [first, second]
}

/** URIs are chance: secrets are numbered as they come. */
function spoken(scenes: readonly Scene[]): Pick<Names, 'secrets'> {
  const events = scenes.flatMap(({ events: all }) => all)
  const uris = new Set(events.flatMap((event) => (event.event === 'secret' ? [event.uri] : [])))
  return { secrets: new Map([...uris].map((uri, index) => [uri, `secret:${index + 1}`])) }
}

function flagsOf(subject: InterfacePackage): ReadonlySet<string> {
  return new Set(subject.contract.generations.flatMap(sidesOf).flatMap(({ flags }) => Object.keys(flags)))
}

/** What one hook did is one arrow and one note. */
function linesOf(events: readonly TraceEvent[], names: Names): readonly string[] {
  const groups = groupsOf(events, (event) => ('hook' in event ? String(event.hook) : ''))
  return [...groups.values()].flatMap((group) => {
    const said = groupsOf(
      group.flatMap((event) => sayings(event, names)),
      ({ by, what }) => `${what} ${by}`,
    )
    return [...said.values()].flatMap((parts) => lineOf(parts, names))
  })
}

/** Something that a unit says or learns. */
interface Said {
  readonly by: string
  readonly what: 'says' | 'learns'
  readonly text: string
}

function sayings(event: TraceEvent, { secrets, flags, units }: Names): readonly Said[] {
  const says = (owner: string, text: string): Said => {
    return { by: units.find((unit) => unit === owner || unit.startsWith(`${owner}/`)) ?? owner, what: 'says', text }
  }
  if (event.event === 'databag') {
    const { owner, key, after, hook } = event
    if (hook === undefined && ownOfJuju.has(key)) return []
    const bag = owner.includes('/') ? 'unit' : 'app'
    return [says(owner, after === undefined ? `${bag}: no ${key}` : `${bag}: ${key} = ${shown(after, secrets)}`)]
  }
  if (event.event === 'secret') {
    const { uri, owner, change, target } = event
    return [says(owner, [secrets.get(uri), change, ...(target === undefined ? [] : [`to ${target}`])].join(' '))]
  }
  if (event.event !== 'flag' || !event.flag.startsWith(`${stage}.`)) return []
  const flag = event.flag.slice(stage.length + 1)
  return flags.has(flag)
    ? [{ by: event.unit, what: 'learns', text: `${flag} ${event.raised ? 'rises' : 'falls'}` }]
    : []
}

function shown(value: string, secrets: Names['secrets']): string {
  const named = [...secrets].reduce((text, [uri, name]) => text.replaceAll(uri, name), value)
  return named.length > room ? `${named.slice(0, room)}…` : named
}

function lineOf(parts: readonly Said[], { units: [first, second] }: Names): readonly string[] {
  const { by, what } = parts[0] ?? { by: first, what: 'says' }
  const text = parts.map((part) => escaped(part.text)).join('<br/>')
  if (what === 'learns') return [`  Note over ${alias(by)}: ${text}`]
  return [`  ${alias(by)}->>${alias(by === first ? second : first)}: ${text}`]
}

function alias(unit: string): string {
  return unit.replace('/', '_')
}

/** Mermaid reads these as its own. */
function escaped(text: string): string {
  return text.replaceAll(/[#;<>%]/g, (sign) => `#${sign.codePointAt(0)};`).replaceAll(/\s+/g, ' ')
}
