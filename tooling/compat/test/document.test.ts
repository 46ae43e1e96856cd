import { expect, test } from 'vitest'
import { documentOf } from '../src/document.ts'
import type { Difference, Pair } from '../src/pair.ts'
import { pairs } from '../src/pairs/index.ts'

const pairNamed = (name: string): Pair => {
  const found = pairs.find((pair) => pair.name === name)
  if (found === undefined) throw new Error(`There is no pair ${name}.`)
  return found
}
const told = { problems: [], occurred: new Set<Difference>(), vector: false, killed: { ours: 1, theirs: 1 } }

test('a row says with whom which wire was spoken, and what is written here', () => {
  const text = documentOf([
    {
      pair: pairNamed('http with ops'),
      told: { ...told, vector: true, wires: new Map([['ours', 0] as const, ['theirs', 1] as const]) },
      packages: { ops: '3.9.0' },
    },
    {
      pair: pairNamed('juju-info with charms.reactive'),
      told: { ...told, wires: new Map([['theirs', 0] as const]) },
      packages: { 'charms.reactive': '1.5.3' },
    },
  ])
  expect(text.match(/^\|.*/gm)).toEqual([
    '| interface   | with                  | written here, from a description of the wire | our provider  | our requirer |',
    '| ----------- | --------------------- | -------------------------------------------- | ------------- | ------------ |',
    '| `http`      | ops 3.9.0             | provider and requirer; passes its vector     | wire 0        | wire 1       |',
    '| `juju-info` | charms.reactive 1.5.3 | requirer                                     | Juju provides | wire 0       |',
  ])
})

test('a difference that did not occur is not listed, nor is what has none', () => {
  const pair = pairNamed('mysql_client')
  const [first] = pair.differences ?? []
  const wires = new Map()
  const packages = { 'dpcharmlibs-interfaces': '1.2.2', ops: '3.9.0' }
  const occurred = new Set(first === undefined ? [] : [first])
  const text = documentOf([
    { pair, told: { ...told, occurred, wires }, packages },
    { pair: pairNamed('mysql'), told: { ...told, wires }, packages },
  ])
  expect(text.slice(text.indexOf('### mysql_client'))).toBe(`### mysql_client

- Application databag of the provider, with a requirer of ours, differ: \`data\`, \`database\`, \`endpoints\`, \`requests\`, \`resource\`, \`salt\`, \`secret-tls\`, \`secret-user\`, \`version\`. Our requirer speaks wire 0, which providers of every wire answer, and theirs speaks wire 1.
- The provider in Python leaves secrets behind: The library removes no secret.

### mysql

Nothing.
`)
})
