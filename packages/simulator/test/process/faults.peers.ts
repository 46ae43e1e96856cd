import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Model } from '../../src/index.ts'
import { charmDirectory, closingModel } from '../support/charm-directory.ts'
import { hooks } from '../support/lines.ts'

/** Writes down what it has come to, around each call of a hook tool. */
const dispatch = [
  'say() { echo "$JUJU_HOOK_NAME $1" >> "$NOTES"; }',
  'say begun',
  'state-set "$JUJU_HOOK_NAME=1"; say 1',
  'status-set active "$(state-get "$JUJU_HOOK_NAME")"; say 2',
].join('\n')

async function life(seed: number): Promise<{ readonly model: Model; readonly notes: readonly string[] }> {
  const model = closingModel({ seed, faults: { kill: 1 } })
  const directory = charmDirectory({ dispatch })
  const notes = join(charmDirectory({}), 'notes')
  model.deploy('web', { directory, environment: { NOTES: notes } })
  await model.settle()
  return { model, notes: readFileSync(notes, 'utf8').trim().split('\n') }
}

test('the process of a hook is killed after a call, before it gets the answer, and then runs again as a whole', async () => {
  const { model, notes } = await life(11)
  const all = ['begun', '1', '2']
  const done = {
    'after call 1': ['begun'],
    'after call 2': ['begun', '1'],
    'after call 3': ['begun', '1'],
    'at its end': all,
  }
  const kills = hooks(model).flatMap(({ hook, error }) => {
    const moment = Object.entries(done).find(([name]) => error?.message.includes(name))
    return moment === undefined ? [] : [{ hook, moment: moment[0], notes: moment[1] }]
  })
  expect(kills.map(({ hook, moment }) => `${hook} ${moment}`)).toEqual([
    'install after call 3',
    'leader-elected after call 2',
    'config-changed at its end',
    'start after call 1',
  ])
  expect(notes).toEqual(kills.flatMap(({ hook, notes: first }) => [...first, ...all].map((note) => `${hook} ${note}`)))
  expect(model.status('web/0')).toEqual({ workload: 'active', message: '1', agent: 'idle' })
})

test('equal seeds give equal traces, also of processes', async () => {
  expect((await life(11)).model.trace).toEqual((await life(11)).model.trace)
})
