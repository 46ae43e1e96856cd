import { getReleasePlan } from '@changesets/get-release-plan'
import { expect, test } from 'vitest'
import { planProblems, type ReleasePlan } from '../src/release-plan.ts'
import { publishedPackages, root } from '../src/workspace.ts'

type Type = ReleasePlan['releases'][number]['type']

const runtime = '@interlayer/runtime'
const peerDependencies = { [runtime]: '0.x' }
const packages = [
  { name: runtime },
  { name: '@interlayer/interface-ftp', peerDependencies },
  { name: '@interlayer/interface-smb', peerDependencies },
]
const check = (types: Record<string, Type>, summary = 'New.\n\nWire: unchanged.') => {
  const releases = Object.entries(types).map(([name, type]) => ({ name: `@interlayer/${name}`, type }))
  return planProblems({ changesets: [{ id: 'new-door', summary, releases }], releases }, packages)
}
const needsMajor = (name: string) =>
  `${runtime} gets a new major version and @interlayer/${name}, whose peer it is, does not: name it as major in the same changeset, and widen its range.`

test('a major version of the runtime needs major versions of all whose peer it is', () => {
  expect(check({ runtime: 'major', 'interface-ftp': 'major', 'interface-smb': 'major' })).toEqual([])
  expect(check({ runtime: 'major', 'interface-ftp': 'major' })).toEqual([needsMajor('interface-smb')])
  // What changesets do by themselves where a range no longer holds.
  expect(check({ runtime: 'major', 'interface-ftp': 'patch', 'interface-smb': 'minor' })).toEqual([
    needsMajor('interface-ftp'),
    needsMajor('interface-smb'),
  ])
})

test('a smaller version of the runtime, and a major one of an interface, need nothing', () => {
  expect(check({ runtime: 'minor' })).toEqual([])
  expect(check({ 'interface-ftp': 'major' })).toEqual([])
})

test('a changeset of an interface says what becomes of its wire', () => {
  const said = [
    '.changeset/new-door.md names @interlayer/interface-ftp and does not say what becomes of its wire: add a line such as "Wire: unchanged."',
  ]
  expect(check({ 'interface-ftp': 'patch' }, 'Wire: reads 0 and 1, writes 1.')).toEqual([])
  expect(check({ 'interface-ftp': 'patch' }, 'Faster.')).toEqual(said)
  expect(check({ 'interface-ftp': 'patch' }, 'Faster. Wire: unchanged.')).toEqual(said)
  expect(check({ 'interface-ftp': 'patch' }, 'Wire:\n')).toEqual(said)
  expect(check({ runtime: 'patch' }, 'Faster.')).toEqual([])
})

test('the changesets of this repository keep the rules', async () => {
  expect(planProblems(await getReleasePlan(root), publishedPackages(root))).toEqual([])
})

test('interfaces have the runtime as their peer, so the rules apply to them', () => {
  const interfaces = publishedPackages(root).filter(({ name }) => name.startsWith('@interlayer/interface-'))
  expect(interfaces.map(({ peerDependencies: peers = {} }) => Object.keys(peers))).toEqual(
    interfaces.map(() => [runtime]),
  )
  expect(interfaces.length).toBeGreaterThan(0)
})
