import { expect, test } from 'vitest'
import { derivedManifest, interfaceManifests, keywordsOf } from '../src/interface-manifests.ts'

const derived = derivedManifest({ name: 'ftp', summary: 'Files.' })
const sound = {
  ...derived,
  version: '2.0.0',
  keywords: [...keywordsOf('ftp'), 'files'],
  dependencies: { valibot: '1' },
}
const wire = JSON.stringify({ interface: 'ftp', generations: [{ summary: 'Files.' }, { summary: 'Of before.' }] })
const check = (manifest: object) =>
  interfaceManifests(
    new Map([
      ['packages/interface-ftp/package.json', JSON.stringify(manifest)],
      ['packages/interface-ftp/wire.json', wire],
    ]),
  )

test('a manifest has what follows from its definition; versions, dependencies and further keywords are its own', () => {
  expect(check(sound)).toEqual([])
})

test('what does not follow is named, with what to write', () => {
  expect(check({ ...sound, description: 'FTP' })).toEqual([
    'packages/interface-ftp/package.json has another "description" than follows from its definition: write "description": "The Juju interface ftp. Files.".',
  ])
  expect(check({ ...sound, peerDependencies: {} })).toEqual([
    'packages/interface-ftp/package.json has another "peerDependencies" than follows from its definition: write "peerDependencies": {"@interlayer/runtime":"0.x"}.',
  ])
  expect(check({ ...sound, keywords: ['files'] })).toEqual([
    'packages/interface-ftp/package.json has another "keywords" than follows from its definition: write "keywords": ["juju","charm","interface","ftp","…"].',
  ])
})

test('a package without its contract is named', () => {
  expect(interfaceManifests(new Map([['packages/interface-ftp/package.json', '{}']]))).toEqual([
    'packages/interface-ftp/wire.json is missing: run pnpm wire.',
  ])
})
