import type { Ink, Tone } from '../input/ink.ts'
import { printable } from '../input/ink.ts'
import type { BagState } from './bag-reading.ts'
import type { DecodedBag, DecodedRelation } from './decoded.ts'
import type { KeyReading, KeyState } from './key-reading.ts'

/** Characters of a value that a line shows; `--json` has all. */
const shownValue = 44

/** What is decoded, for people. */
export function decodeReport(relations: readonly DecodedRelation[], ink: Ink): string {
  if (relations.length === 0) return 'There are no relations.\n'
  const told = relations.flatMap((relation, index) => {
    const isFirst = relations[index - 1]?.unit !== relation.unit
    return [...(isFirst ? [ink.strong(printable(relation.unit)), ''] : []), ...relationLines(relation, ink)]
  })
  return `${[...told, ...summary(relations, ink)].map((line) => line.trimEnd()).join('\n')}\n`
}

function relationLines(decoded: DecodedRelation, ink: Ink): readonly string[] {
  const { relation, relatedEndpoint, crossModel, databags } = decoded
  const related = relatedEndpoint === '' ? '' : ` – ${printable(relatedEndpoint)}${crossModel ? ' (cross-model)' : ''}`
  const title = `  ${ink.strong(printable(relation))}${related}  ${speech(decoded, ink)}`
  return [title, `  ${ink.faint(reason(decoded))}`, '', ...databags.flatMap((bag) => [...bagLines(bag, ink), ''])]
}

function speech({ interface: found, candidates }: DecodedRelation, ink: Ink): string {
  if (found === null) return ink.doubtful(candidates.length === 0 ? 'interface unknown' : 'interface ambiguous')
  const wires = `${found.wires.length === 1 ? 'wire' : 'wires'} ${found.wires.join(' and ')}`
  return `${ink.strong(found.name)}, ${wires}, on the side that ${found.side}`
}

function reason({ interface: found, why, candidates, relation }: DecodedRelation): string {
  if (found !== null) return `${found.source === 'guess' ? 'guessed: ' : ''}${why}`
  const endpoint = printable(relation.replace(/:\d+$/, ''))
  if (candidates.length === 0) return `${why}; --interface ${endpoint}=… says which it is`
  return `${why}; say ${candidates.map((candidate) => `--interface ${endpoint}=${candidate}`).join(' or ')}`
}

const bagTones: Readonly<Record<BagState, Tone>> = { ready: 'good', waiting: 'bad', invalid: 'bad', nothing: 'faint' }

function bagLines({ owner, databag, side, state, inScope, keys }: DecodedBag, ink: Ink): readonly string[] {
  const whose = [databag === 'app' ? 'application' : 'unit', ...(side === null ? [] : [side])].join(', ')
  const nothing = side === null ? 'not judged' : 'nothing to read'
  const found = !inScope ? 'not in scope' : state === 'nothing' ? nothing : state
  const title = `    ${printable(owner)} ${ink.faint(`(${whose})`)}  ${ink[bagTones[state]](found)}`
  const shown = keys.filter((key) => key.state !== 'absent')
  const width = longest(shown.map(({ key }) => printable(key)))
  const values = longest(shown.map(valueOf))
  const absent = keys.flatMap(({ key, state: found }) => (found === 'absent' ? [key] : []))
  return [
    title,
    ...shown.map((key) => keyLine(key, { width, values }, ink)),
    ...(absent.length === 0 ? [] : [ink.faint(`      not written, and need not be: ${absent.join(', ')}`)]),
  ]
}

const keyTones: Readonly<Record<KeyState, Tone>> = {
  ok: 'good',
  missing: 'bad',
  invalid: 'bad',
  deprecated: 'doubtful',
  unused: 'faint',
  unknown: 'doubtful',
  juju: 'faint',
  default: 'faint',
  absent: 'faint',
}
const longestState = longest(Object.keys(keyTones))

/** There may be more of them than a function takes arguments. */
function longest(texts: readonly string[]): number {
  return texts.reduce((most, { length }) => Math.max(most, length), 0)
}

interface Columns {
  readonly width: number
  readonly values: number
}

function keyLine(reading: KeyReading, { width, values }: Columns, ink: Ink): string {
  const { key, state, why, description } = reading
  const meaning = [...(why === undefined ? [] : [why]), ...(description === undefined ? [] : [description])].join('; ')
  const judged = ink[keyTones[state]](state.padEnd(longestState))
  return `      ${judged}  ${printable(key).padEnd(width)}  ${valueOf(reading).padEnd(values)}  ${ink.faint(meaning)}`
}

function valueOf({ value, hidden }: KeyReading): string {
  if (hidden !== undefined) return `(hidden, ${hidden} ${hidden === 1 ? 'character' : 'characters'})`
  if (value === undefined) return '–'
  const text = printable(typeof value === 'string' ? value : JSON.stringify(value))
  return text.length > shownValue ? `${text.slice(0, shownValue - 1)}…` : text
}

function summary(relations: readonly DecodedRelation[], ink: Ink): readonly string[] {
  const states = relations.flatMap(({ databags }) => databags.map(({ state }) => state))
  const counts = (['ready', 'waiting', 'invalid'] as const).flatMap((state) => {
    const count = states.filter((found) => found === state).length
    return count === 0 ? [] : [ink[bagTones[state]](`${count} ${state}`)]
  })
  const hidden = relations.some(({ databags }) => databags.some(({ keys }) => keys.some((key) => 'hidden' in key)))
  return [
    `Databags: ${counts.length === 0 ? 'none that is read' : counts.join(', ')}.`,
    ...(hidden ? [ink.faint('What is sensitive, secret, unknown or invalid is hidden: --reveal shows it.')] : []),
  ]
}
