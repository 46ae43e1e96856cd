import { defineCharm, defineInterface, Peer, secret, text, type Hook } from '@interlayer/runtime'
import { expect, test } from 'vitest'
import { Model } from '../../src/index.ts'

const pool = defineInterface({
  name: 'pool',
  wire: 0,
  summary: 'What units of an application share.',
  peers: { app: { shared: secret('Known to all units.', { value: text('Its text.') }) } },
})

class Pool extends Peer<typeof pool> {
  static readonly definition: typeof pool = pool

  share(value: string): void {
    for (const { localApp } of this.relations) localApp?.publish({ shared: { value } })
  }
}

interface Endpoints {
  readonly pool: Pool
}
type Keeps = (endpoints: Endpoints, hook: Pick<Hook, 'appSecrets'>, value: string) => void

const inDatabag: Keeps = (endpoints, _, value) => {
  endpoints.pool.share(value)
}
const forItself: Keeps = (_, hook, value) => {
  hook.appSecrets.keep('key', { value })
}

test.each([
  ['that peers name', inDatabag],
  ['of its own', forItself],
])('who led when a revision of a secret %s became obsolete leaves it to the next leader', async (_, keep) => {
  const next = { value: 'first-value', fails: false }
  const charm = defineCharm({ endpoints: { pool: Pool } })
    .when('leader', (endpoints, hook) => {
      keep(endpoints, hook, next.value)
    })
    .when('hook:secret-remove', () => {
      if (next.fails) throw new Error('not now')
    })
  const model = new Model()
  model.deploy('app', { charm, units: 2 })
  await model.settle()
  Object.assign(next, { value: 'second-value', fails: true })
  const failed = async (): Promise<boolean> => {
    for (const unit of ['app/1', 'app/0']) model.trigger(unit, 'update-status')
    await model.step('app/1')
    return (await model.step('app/0'))?.outcome.state === 'failed'
  }
  for (let rounds = 0; rounds < 10; rounds++) if (await failed()) break
  next.fails = false
  model.elect('app/1')
  await model.settle()
  const told = model.trace.flatMap((event) => {
    if (event.event === 'hook' && event.hook === 'secret-remove') return [`${event.unit} ${event.outcome}`]
    return event.event === 'secret' && event.change === 'removed' ? [`removed ${String(event.revision)}`] : []
  })
  expect([...told].sort()).toEqual(['app/0 failed', 'app/0 ok', 'app/1 ok', 'removed 1'])
})
