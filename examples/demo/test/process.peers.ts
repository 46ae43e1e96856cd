import { expect, test } from 'vitest'
import { charmProcesses } from './support/charm-process.ts'
import { traceOf } from './support/trace.ts'

test('charms that are processes give the same trace as in this process', { timeout: 240_000 }, async () => {
  const here = await traceOf('bundle.yaml')
  expect(here.filter(({ event }) => event === 'flag').length).toBeGreaterThan(30)
  expect(await traceOf('bundle.yaml', charmProcesses)).toEqual(here)
})
