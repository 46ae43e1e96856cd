import { readFileSync } from 'node:fs'
import website from '@interlayer/example-website'
import { readCharmDirectory, type Model } from '@interlayer/simulator'
import { startSupervisor } from '@interlayer/simulator/supervisor'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import watcher from '../src/charm.ts'

// A test is a handful of processes, which a busy machine takes its time to start.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })

const metadata = readCharmDirectory({
  'charmcraft.yaml': readFileSync(new URL('../charmcraft.yaml', import.meta.url), 'utf8'),
})

let supervisor: Awaited<ReturnType<typeof startSupervisor>>
let model: Model

beforeEach(async () => {
  supervisor = await startSupervisor()
  model = supervisor.model({ seed: 1 })
  model.deploy('website', { charm: website, units: 2 })
  model.deploy('watcher', { charm: watcher, metadata })
  model.relate('watcher', 'website')
  await model.settle()
})
afterEach(() => supervisor.close())

async function updateStatus(): Promise<void> {
  for (const { name } of watchers()) model.trigger(name, 'update-status')
  await model.settle()
}

function watchers(): Model['units'] {
  return model.units.filter(({ application }) => application === 'watcher')
}

/** By principal, what the watcher beside it says. */
function view(): Readonly<Record<string, string>> {
  const entries = watchers().map(({ name, principal = '' }) => {
    const { workload, message } = model.status(name)
    return [principal, `${workload}: ${message}`] as const
  })
  return Object.fromEntries(entries)
}

test('every watcher sees the one unit that it lives beside', async () => {
  await updateStatus()
  expect(view()).toEqual({
    'website/0': 'active: website/0 answers 200',
    'website/1': 'active: website/1 answers 200',
  })
})

test('a principal that does not answer is an outcome, and no error', async () => {
  model.configure('watcher', { port: 8081 })
  await model.settle()
  const addressOf = (unit: string): string => model.units.find(({ name }) => name === unit)?.address ?? 'nowhere'
  expect(view()).toEqual(
    Object.fromEntries(
      ['website/0', 'website/1'].map((unit) => [
        unit,
        `waiting: ${unit} does not answer: connect ECONNREFUSED ${addressOf(unit)}:8081`,
      ]),
    ),
  )
})

test('it checks again at the next update-status', async () => {
  await updateStatus()
  const before = view()
  model.configure('website', { port: 8081 })
  await model.settle()
  expect(view()).toEqual(before)
  await updateStatus()
  expect(Object.values(view()).map((status) => status.split(':')[0])).toEqual(['waiting', 'waiting'])
})

test('it goes with its principal', async () => {
  model.removeUnit('website/1')
  await model.settle()
  expect(Object.keys(view())).toEqual(['website/0'])
})
