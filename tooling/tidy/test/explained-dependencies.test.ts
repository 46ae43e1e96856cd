import { expect, test } from 'vitest'
import { explainedDependencies } from '../src/explained-dependencies.ts'

const check = (files: Record<string, string>) => explainedDependencies(new Map(Object.entries(files)))
const needs = (member: string) => JSON.stringify({ [member]: { yaml: '1', '@interlayer/runtime': '1' } })

test('a dependency of a published package is explained in its README', () => {
  const manifest = { 'packages/a/package.json': needs('dependencies') }
  expect(check({ ...manifest, 'packages/a/README.md': 'It reads YAML with `yaml`.' })).toEqual([])
  expect(check({ ...manifest, 'packages/a/README.md': 'It reads YAML with [yaml](https://eemeli.org).' })).toEqual([])
  expect(check({ ...manifest, 'packages/a/README.md': 'It reads yaml.', 'CONTRIBUTING.md': '`yaml`' })).toEqual([
    'packages/a/package.json depends on yaml, and nothing says why: name it as `yaml` in packages/a/README.md.',
  ])
})

test('what is only needed to work on a package may be explained for all of them', () => {
  const manifest = { 'packages/a/package.json': needs('devDependencies') }
  expect(check({ ...manifest, 'CONTRIBUTING.md': '`yaml`: its format' })).toEqual([])
  expect(check(manifest)).toEqual([
    'packages/a/package.json depends on yaml, and nothing says why: name it as `yaml` in CONTRIBUTING.md.',
  ])
})

test('so may dependencies of what is not published, and those of the root are', () => {
  const manifests = { 'tooling/a/package.json': needs('dependencies'), 'package.json': needs('optionalDependencies') }
  expect(check({ ...manifests, 'CONTRIBUTING.md': '`yaml`: its format' })).toEqual([])
  expect(check(manifests)).toEqual([
    'tooling/a/package.json depends on yaml, and nothing says why: name it as `yaml` in tooling/a/README.md or CONTRIBUTING.md.',
    'package.json depends on yaml, and nothing says why: name it as `yaml` in CONTRIBUTING.md.',
  ])
})
