import { readCharmDirectory } from '@interlayer/simulator'
import { describe, expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import { charmCode } from '../../src/check/charm-code.ts'
import { charmFiles, type CharmFiles } from '../../src/check/charm-files.ts'
import { differences } from '../../src/check/differences.ts'
import { applyEdits } from '../../src/check/edit.ts'
import { metadataOf } from '../../src/check/metadata.ts'
import charm from './fixtures/charm.ts'
import { mutations, type Metadata } from './mutations.ts'

const code = charmCode(charm, 'charm.ts')
const charmcraft = (text: string): CharmFiles => charmFiles(new Map([['charmcraft.yaml', text]]))

/** What surrounds the sections, and has to stay. */
const head = 'name: all # the name\ntype: charm\n# what it is\nsummary: >-\n  Something\n  of everything\n'
const tail = '# the end\nparts: {all: {plugin: nil}}\n'

function metadata(): Metadata {
  const text = stringify(metadataOf(code, false))
  // eslint-disable-next-line @typescript-eslint/no-unsafe-assignment -- what was written just now
  const read: Metadata = parse(text)
  return read
}

const styles = {
  block: (data: object) => head + (Object.keys(data).length === 0 ? '' : stringify(data, { nullStr: '' })) + tail,
  flow: (data: object) =>
    head +
    Object.entries(data)
      .map(([key, value]) => `${key}: ${stringify(value ?? null, { collectionStyle: 'flow', lineWidth: 0 })}`)
      .join('') +
    tail,
  'without an end of its last line': (data: object) =>
    (head + tail + (Object.keys(data).length === 0 ? '' : stringify(data))).trimEnd(),
} as const

/** Makes all changes that are told, until none is. */
function mend(text: string): { readonly text: string; readonly rounds: number } {
  let mended = text
  for (let rounds = 0; rounds < 4; rounds += 1) {
    const files = charmcraft(mended)
    const edits = differences(code, files).flatMap((finding) => finding.edits)
    if (edits.length === 0) return { text: mended, rounds }
    mended = applyEdits(mended, edits)
  }
  throw new Error(`Still differs: ${mended}`)
}

test('what the code says agrees with it', () => {
  for (const style of Object.values(styles)) expect(differences(code, charmcraft(style(metadata())))).toEqual([])
})

test('a simulated Juju takes what the code says', () => {
  const files = { 'charmcraft.yaml': styles.block(metadata()) }
  expect(Object.keys(readCharmDirectory(files).requires ?? {})).toEqual(['db', 'host', 'logs'])
})

describe.each(Object.entries(styles))('in a file of the style %s', (_style, write) => {
  test.each(Object.entries(mutations))(
    '%s: the changes that are told make it agree, and change nothing else',
    (_name, spoil) => {
      const spoilt = metadata()
      spoil(spoilt)
      const { text, rounds } = mend(write(spoilt))
      expect(rounds).toBeGreaterThan(0)
      expect([head, tail.trimEnd()].filter((part) => !text.includes(part))).toEqual([])
    },
  )
})

test('so do two of these at once, here every third pair', () => {
  const all = Object.entries(mutations)
  const pairs = all.flatMap(([one, first], index) =>
    all.slice(index + 1).map(([other, second]) => ({ name: `${one}; ${other}`, first, second })),
  )
  const some = pairs.filter((_pair, index) => index % 3 === 0)
  const failed = some.flatMap(({ name, first, second }, index) => {
    const write = index % 2 === 0 ? styles.block : styles.flow
    const spoilt = metadata()
    first(spoilt)
    second(spoilt)
    try {
      const { text } = mend(write(spoilt))
      return text.startsWith(head) && text.includes(tail) ? [] : [name]
    } catch (error) {
      return [`${name}: ${String(error)}`]
    }
  })
  expect(failed).toEqual([])
})

test('files of before are read and changed each in its place', () => {
  const { config, actions, ...endpoints } = metadata()
  const whole = [
    ['metadata.yaml', stringify({ name: 'all', ...endpoints })],
    ['config.yaml', stringify(config)],
    ['actions.yaml', stringify(actions)],
  ] as const
  expect(differences(code, charmFiles(new Map(whole)))).toEqual([])
  const bare = charmFiles(new Map([['metadata.yaml', 'name: all\n']]))
  const edits = differences(code, bare).flatMap((finding) => finding.edits)
  const mended = ['metadata.yaml', 'config.yaml', 'actions.yaml'].map((name) => {
    return [
      name,
      applyEdits(
        bare.file(name).text,
        edits.filter(({ file }) => file === name),
      ),
    ] as const
  })
  expect(differences(code, charmFiles(new Map(mended)))).toEqual([])
  expect(mended.map(([name, text]) => [name, Object.keys(parse(text) as object)])).toEqual([
    ['metadata.yaml', ['name', 'provides', 'requires', 'peers']],
    ['config.yaml', ['options']],
    ['actions.yaml', ['restart', 'backup']],
  ])
})
