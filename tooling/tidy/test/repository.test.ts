import { expect, test } from 'vitest'
import { compliance } from '../src/compliance.ts'
import { cycles } from '../src/cycles.ts'
import { errorCodesOnce } from '../src/error-codes.ts'
import { explainedDependencies } from '../src/explained-dependencies.ts'
import { interfaceFiles } from '../src/interface-files.ts'
import { interfaceManifests } from '../src/interface-manifests.ts'
import { layers } from '../src/layers.ts'
import { lineLimits } from '../src/line-limits.ts'
import { publishedManifests } from '../src/published-manifests.ts'
import { readRepository } from '../src/repository.ts'
import { workflows } from '../src/workflows.ts'

const repository = readRepository()

const rules = {
  lineLimits,
  layers,
  cycles,
  interfaceFiles,
  interfaceManifests,
  publishedManifests,
  compliance,
  explainedDependencies,
  errorCodesOnce,
  workflows,
}

test.each(Object.entries(rules))('this repository keeps %s', (_name, rule) => {
  expect(rule(repository)).toEqual([])
})

test('the repository that is read is this one', () => {
  expect([...repository.keys()]).toEqual(
    expect.arrayContaining(['.github/workflows/release.yml', 'tooling/tidy/src/repository.ts']),
  )
})
