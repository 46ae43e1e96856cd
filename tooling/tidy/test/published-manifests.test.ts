import { expect, test } from 'vitest'
import { originOf, publishedManifests } from '../src/published-manifests.ts'

const sound = { ...originOf('packages/door'), files: ['CHANGELOG.md', 'dist'] }
const check = (manifest: object, path = 'packages/door/package.json') =>
  publishedManifests(new Map([[path, JSON.stringify(manifest)]]))

test('a published package says where it comes from, and brings its changelog', () => {
  expect(check(sound)).toEqual([])
  expect(check({ ...sound, bugs: undefined, homepage: 'https://door.example' })).toEqual([
    'packages/door/package.json does not say where it comes from: write "homepage": "https://github.com/interlayer/interlayer/tree/main/packages/door#readme".',
    'packages/door/package.json does not say where it comes from: write "bugs": "https://github.com/interlayer/interlayer/issues".',
  ])
  expect(check({ ...sound, files: ['dist'] })).toEqual([
    'packages/door/package.json leaves its changelog out: add "CHANGELOG.md" to "files".',
  ])
})

test('what is not published says nothing of it', () => {
  expect(check({ private: true })).toEqual([])
  expect(check({}, 'tooling/tidy/package.json')).toEqual([])
})

test('the workspace says where it comes from', () => {
  const repository = { type: 'git', url: 'git+https://github.com/interlayer/interlayer.git' }
  expect(check({ private: true, repository }, 'package.json')).toEqual([])
  expect(check({ private: true }, 'package.json')).toEqual([
    `package.json does not say where it comes from: write "repository": ${JSON.stringify(repository)}.`,
  ])
})
