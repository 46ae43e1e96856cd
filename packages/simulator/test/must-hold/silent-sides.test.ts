import { all, defineCharm, defineInterface, not, Provider, Requirer, text, type Contract } from '@interlayer/runtime'
import { expect, test } from 'vitest'
import { Model } from '../../src/index.ts'
import { Listener, Speaker } from '../support/channel.ts'
import { turn } from '../support/turn.ts'

const quiet = defineInterface({
  name: 'quiet',
  wire: 0,
  summary: 'A side that only listens, and one that speaks for its application alone.',
  provides: { app: { motto: text('For all units.') } },
  requires: { flags: { heard: 'The motto is known.' } },
})

class QuietProvider extends Provider<typeof quiet> {
  static readonly definition: typeof quiet = quiet

  get addresses(): readonly (string | undefined)[] {
    return this.relations.map(({ ingressAddress }) => ingressAddress)
  }
}

class QuietRequirer extends Requirer<typeof quiet> implements Contract<typeof quiet, 'requires'> {
  static readonly definition: typeof quiet = quiet

  get heard(): boolean {
    return this.readyApps.length > 0
  }
}

test('units that write nothing are missed when they leave, and so is their application', async () => {
  const gone: unknown[] = []
  const provider = defineCharm({ endpoints: { out: QuietProvider } })
  provider.when('out.departed', (_, hook) => void gone.push(...hook.gone('out')))
  provider.when('out.broken', (_, hook) => void gone.push(...hook.gone('out')))
  const model = new Model()
  model.deploy('provider', { charm: provider })
  model.deploy('requirer', { charm: defineCharm({ endpoints: { in: QuietRequirer } }), units: 2 })
  const relation = model.relate('provider', 'requirer')
  await model.settle()
  model.removeUnit('requirer/1')
  await model.settle()
  model.removeRelation(relation)
  await model.settle()
  expect(gone).toEqual([
    { fact: 'departed', relation: 'out:0', unit: 'requirer/1', reason: 'unit-gone' },
    { fact: 'departed', relation: 'out:0', unit: 'requirer/0', reason: 'relation-gone' },
    { fact: 'broken', relation: 'out:0', app: 'requirer', reason: 'relation-gone' },
  ])
})

test('a side that writes for its application only knows its own address', async () => {
  const seen: unknown[] = []
  const provider = defineCharm({ endpoints: { out: QuietProvider } })
  provider.when('hook:update-status', ({ out }) => void seen.push(...out.addresses))
  const model = new Model()
  const { units } = model.deploy('provider', { charm: provider })
  model.deploy('requirer', { charm: defineCharm({ endpoints: { in: QuietRequirer } }) })
  model.relate('provider', 'requirer')
  await model.settle()
  await turn(model, 'provider/0')
  expect(units).toEqual(['provider/0'])
  expect(seen).toEqual([model.units.find(({ name }) => name === 'provider/0')?.address])
})

test('a hook that sees no relations takes none of them for gone', async () => {
  const listener = defineCharm({ endpoints: { in: Listener } })
  listener.when(all('hook:collect-metrics', 'in.broken'), () => undefined)
  const model = new Model()
  model.deploy('listener', { charm: listener })
  model.deploy('speaker', { charm: defineCharm({ endpoints: { out: Speaker } }) })
  model.relate('listener', 'speaker')
  await model.settle()
  expect((await turn(model, 'listener/0', 'collect-metrics')).ran).toEqual([])
})

test('a status counts while what lasts of its condition does, or when its own handler has ended it', async () => {
  const flags = { configured: 'The file is written.', serving: 'The server runs.' } as const
  const charm = defineCharm({ endpoints: {}, flags })
  charm.when(not('configured'), (_, hook) => hook.status('waiting', 'for its configuration'))
  charm.when('hook:update-status', (_, hook) => hook.set('configured'))
  charm.when(all('configured', not('serving')), (_, hook) => {
    hook.set('serving')
    hook.status('active', 'serves')
  })
  const model = new Model()
  model.deploy('app', { charm })
  await model.settle()
  expect(model.status('app/0')).toMatchObject({ workload: 'waiting', message: 'for its configuration' })
  await turn(model, 'app/0')
  expect(model.status('app/0')).toMatchObject({ workload: 'active', message: 'serves' })
})

test('a flag whose getter writes fails the hook, and what it wrote is not published', async () => {
  class Meddler extends Speaker {
    override get wished(): boolean {
      this.say({ value: 1 })
      return false
    }
  }
  const model = new Model()
  model.deploy('speaker', { charm: defineCharm({ endpoints: { out: Meddler } }) })
  model.deploy('listener', { charm: defineCharm({ endpoints: { in: Listener } }) })
  const relation = model.relate('speaker', 'listener')
  await expect(model.settle()).rejects.toMatchObject({
    code: 'HOOK_FAILED',
    cause: { code: 'CONTRACT_BROKEN', cause: { code: 'CONTRACT_BROKEN' } },
  })
  expect(model.databag(relation, 'speaker/0')?.get('value')).toBeUndefined()
})

test('a databag that does not decode is named in the log of the hook that is about it, without its value', async () => {
  const model = new Model()
  model.deploy('listener', { charm: defineCharm({ endpoints: { in: Listener } }) })
  model.deploy('speaker', {
    program: async (tools) => {
      for (const id of await tools.relationIds('out'))
        await tools.relationSet(id, 'unit', new Map([['value', 'hunter2']]))
      return { ran: [], flags: [], steps: [] }
    },
    metadata: { provides: { out: { interface: 'channel' } } },
  })
  model.relate('listener', 'speaker')
  await model.settle()
  const lines = model.trace.flatMap((event) => (event.event === 'log' ? event.lines : []))
  expect([...new Set(lines)]).toEqual(['in: "value" of speaker/0: expected an integer.'])
})
