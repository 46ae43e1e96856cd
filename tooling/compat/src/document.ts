import type { PythonEnvironment } from '@interlayer/python'
import { chapters } from './chapters.ts'
import type { Cast, Difference, Pair } from './pair.ts'
import type { Told } from './story.ts'

/** A pair whose story had no problem, and what it ran with. */
export interface Proof {
  readonly pair: Pair
  readonly told: Told
  readonly packages: PythonEnvironment['packages']
}

/** COMPAT.md: nothing but what was proven. */
export function documentOf(proofs: readonly Proof[]): string {
  return [
    '# Compatibility',
    intro,
    table(proofs),
    '## What was proven',
    proven,
    '## Where what is written differs',
    differing,
    ...proofs.flatMap(({ pair, told }) => [`### ${pair.name}`, differencesOf(pair, told)]),
  ]
    .join('\n\n')
    .concat('\n')
}

const intro = `Charms of Interlayer and real charms in Python, in one model of the simulator: \`pnpm test:interop\` lets them speak, and fails when this
file is not what that proves; \`pnpm test:interop --write\` writes it. A cell names the wire that was spoken. What is written here has no original that
can be installed: its judge is the description of the wire, where that has texts to compare with.`

const proven = `In each row a provider of ours serves the requirer in Python, and the provider in Python serves a requirer of ours, each through the same story (where
Juju provides, with its provider in place of either):

${chapters.map(({ does }) => `1. ${does}`).join('\n')}
1. Every unit looks around once more: nobody writes anything.
1. The relation is removed: nobody knows, and nobody owns, anything of it.

All charms are processes, ours too. A tenth of their hooks are killed, at a moment that a seed decides: after one of their calls of a hook tool, or at
their end. Besides, the first unit of each application fails by itself, when it has written all: once when it is told of a change and, in providers,
once when it is configured. Each of these hooks runs again.

The two in Python speak with each other too, through the first ${String(chapters.length)} steps, as the reference: after each of them the provider's leader and every unit of
the requirer know what they should, and each side has written what it writes between charms in Python, byte for byte but for what is listed below.`

const differing = `Names, addresses and numbers of applications, ids, URIs of secrets, salt, keys and certificates differ by nature. What is in secrets is compared by
what the other side reads. Every other difference is here, and the run fails when one does not occur any more.`

function table(proofs: readonly Proof[]): string {
  const head = ['interface', 'with', 'written here, from a description of the wire', 'our provider', 'our requirer']
  const rows = proofs.map(({ pair, told, packages }) => [
    `\`${pair.interface}\``,
    partnerOf(pair, packages),
    madeHere(pair, told),
    wire(told, 'ours'),
    wire(told, 'theirs'),
  ])
  return alignedTable([head, ...rows])
}

function partnerOf({ partner }: Pair, packages: Proof['packages']): string {
  const named = [...new Set([partner.package, ...frameworks.filter((name) => packages[name] !== undefined)])]
  return named.map((name) => `${name} ${packages[name] ?? ''}`).join(', ')
}

const frameworks = ['ops', 'charms.reactive']

function madeHere({ partner: { madeHere: sides }, provider }: Pair, { vector }: Told): string {
  const written = sides.filter((side) => side === 'requirer' || provider !== undefined)
  const checked = vector ? '; passes its vector' : ''
  return written.length === 0 ? 'nothing' : `${written.join(' and ')}${checked}`
}

function wire({ wires }: Told, cast: Cast): string {
  const found = wires.get(cast)
  return found === undefined ? 'Juju provides' : `wire ${String(found)}`
}

function differencesOf({ left }: Pair, { occurred }: Told): string {
  const differences = [...occurred].map(({ side, bag, keys, in: casts, still, reason }) => {
    const names = keys.map((key) => `\`${key}\``).join(', ')
    const other = casts.map((cast) => partners[cast]).join(', and ')
    const how = still === 'meaning' ? 'the same in meaning' : 'differ'
    return `- ${bags[bag]} of the ${side}, with ${other}, ${how}: ${names}. ${reason}`
  })
  const leaves = left === undefined ? [] : [`- The ${left.side} in Python leaves secrets behind: ${left.reason}`]
  return [...differences, ...leaves].join('\n') || 'Nothing.'
}

const bags: Readonly<Record<Difference['bag'], string>> = { app: 'Application databag', unit: 'Unit databags' }
const partners: Readonly<Record<Difference['in'][number], string>> = {
  ours: 'a provider of ours',
  theirs: 'a requirer of ours',
}

/** As prettier would write it. */
function alignedTable(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(3, ...rows.map((row) => (row[column] ?? '').length)))
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  const [head = [], ...body] = rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)))
  return [head, widths.map((width) => '-'.repeat(width)), ...body].map(line).join('\n')
}
