import { defineCharm, defineInterface, Provider, Requirer, secret, text, type AnyCharm } from '@interlayer/runtime'
import { runHook, type HookReport, type HookTools } from '@interlayer/runtime/adapter'
import { expect, test } from 'vitest'
import { charmMetadata } from '../../src/charm-metadata.ts'
import { Model } from '../../src/index.ts'
import { CredentialsProvider, CredentialsRequirer } from '../support/credentials.ts'
import { replacing } from '../support/tools.ts'
import { turn } from '../support/turn.ts'

/** Two units that give their clients accounts, and what is asked of Juju beyond databags. */
function servers() {
  const charm = defineCharm({ endpoints: { db: CredentialsProvider } })
  charm.when('db.requested', ({ db }, hook) => {
    db.grant({ username: 'wiki', password: 'of-the-application' })
    db.hand(`token of ${hook.unit}`)
  })
  const asked: string[] = []
  const states = new Map<string, readonly string[]>()
  // Relations of which the agent of db/1 has not heard.
  const late = new Set<string>()
  const program = async (tools: HookTools) => {
    const noting = replacing(tools, {
      secretIds: () => (asked.push(`${tools.context.unit} ${tools.context.hook}`), tools.secretIds()),
      relationIds: async (endpoint) => {
        const ids = await tools.relationIds(endpoint)
        return tools.context.unit === 'db/1' ? ids.filter((id) => !late.has(id)) : ids
      },
    })
    const report = await runHook(charm, noting)
    states.set(tools.context.unit, [...(await tools.stateGet()).keys()])
    return report
  }
  const model = new Model()
  model.deploy('db', { program, metadata: charmMetadata(charm), units: 2 })
  const client = defineCharm({ endpoints: { server: CredentialsRequirer } })
  const [one, two] = ['one', 'two'].map((name) => {
    model.deploy(name, { charm: client })
    return model.relate('db', name)
  })
  if (one === undefined || two === undefined) throw new Error('there are two')
  const secrets = (change: 'added' | 'removed'): readonly string[] =>
    model.trace.flatMap((event) => (event.event === 'secret' && event.change === change ? [event.uri] : []))
  return { model, one, two, late, asked, states, secrets }
}

async function runUntilBroken(model: Model, unit: string): Promise<void> {
  while ((await model.step(unit))?.hook !== 'db-relation-broken') continue
}

test('a secret of the application goes with its relation though every unit sees that end as a follower', async () => {
  const { model, one, two, asked, states, secrets } = servers()
  await model.settle()
  model.removeRelation(one)
  await runUntilBroken(model, 'db/1')
  model.elect('db/1')
  await model.settle()
  expect(secrets('removed')).toHaveLength(3)
  expect(asked).toEqual(['db/0 leader-elected', 'db/1 leader-elected'])
  model.elect('db/0')
  await model.settle()
  expect([secrets('removed').length, asked]).toEqual([
    3,
    ['db/0 leader-elected', 'db/1 leader-elected', 'db/0 leader-elected'],
  ])
  model.removeRelation(two)
  await model.settle()
  expect([...secrets('removed')].sort()).toEqual([...secrets('added')].sort())
  model.elect('db/1')
  await model.settle()
  await turn(model, 'db/1')
  expect(states.get('db/1')).toEqual([])
})

test('so it does when a unit leads that was added while the relation ended', async () => {
  const { model, one, states, secrets } = servers()
  await model.settle()
  model.removeRelation(one)
  model.addUnit('db')
  await runUntilBroken(model, 'db/1')
  model.elect('db/2')
  await model.settle()
  expect(secrets('removed')).toHaveLength(3)
  expect(states.get('db/2')?.includes('interlayer.ended')).toBe(false)
})

test('who comes to lead leaves the secrets of relations of which its agent has not heard yet', async () => {
  const { model, late, secrets } = servers()
  await model.settle()
  model.deploy('three', { charm: defineCharm({ endpoints: { server: CredentialsRequirer } }) })
  late.add('db:2')
  expect(model.relate('db', 'three').number).toBe(2)
  await model.settle()
  model.elect('db/1')
  await model.settle()
  expect(secrets('removed')).toEqual([])
})

const beside = defineInterface({
  name: 'beside',
  wire: 0,
  summary: 'What a subordinate tells its principal.',
  scope: 'container',
  provides: { unit: { wish: text('Something.', { optional: true }) } },
  requires: { app: { account: secret('For the principal.', { password: text('It.') }) } },
})

class Principal extends Provider<typeof beside> {
  static readonly definition: typeof beside = beside

  passwords(): readonly string[] {
    return this.readyApps.map(({ data }) => data.account.reveal().password)
  }
}

class Subordinate extends Requirer<typeof beside> {
  static readonly definition: typeof beside = beside

  override sync(): void {
    for (const { localApp } of this.relations) localApp?.publish({ account: { password: 'correct horse' } })
  }
}

test('a subordinate that comes to lead leaves the secrets of relations to principals that it never gets to know', async () => {
  const told = new Map<string, readonly string[]>()
  const principal = defineCharm({ endpoints: { agent: Principal } }).when({ all: [] }, ({ agent }, { unit }) => {
    told.set(unit, agent.passwords())
  })
  const model = new Model({ seed: 1 })
  for (const name of ['one', 'two']) model.deploy(name, { charm: principal })
  model.deploy('agent', { charm: defineCharm({ endpoints: { host: Subordinate } }), metadata: { subordinate: true } })
  for (const name of ['one', 'two']) {
    model.relate(name, 'agent')
    await model.settle()
  }
  const [first, second] = model.units.flatMap(({ name, application }) => (application === 'agent' ? [name] : []))
  expect(model.units.find(({ name }) => name === first)?.leader).toBe(true)
  model.elect(second ?? '')
  await model.settle()
  await turn(model, 'one/0')
  await turn(model, 'two/0')
  expect(Object.fromEntries(told)).toEqual({ 'one/0': ['correct horse'], 'two/0': ['correct horse'] })
})

test('a secret goes with its relation though its field has gone from the definition since', async () => {
  const fields = { account: secret('For the client.', { password: text('It.') }, { optional: true }) }
  const newer = defineInterface({
    name: 'renewed',
    wire: 0,
    summary: 'Accounts.',
    provides: { app: { note: text('Something.', { optional: true }) } },
    requires: { unit: {} },
  })
  const older = defineInterface({ ...newer, provides: { app: fields } })
  class Older extends Provider<typeof older> {
    static readonly definition: typeof older = older

    override sync(): void {
      for (const { localApp } of this.relations) localApp?.publish({ account: { password: 'correct horse' } })
    }
  }
  class Newer extends Provider<typeof newer> {
    static readonly definition: typeof newer = newer
  }
  const [before, after] = [defineCharm({ endpoints: { db: Older } }), defineCharm({ endpoints: { db: Newer } })]
  let charm: AnyCharm = before
  const model = new Model({ seed: 1 })
  model.deploy('db', { program: (tools) => runHook(charm, tools), metadata: charmMetadata(before) })
  model.deploy('app', { program: idle, metadata: { requires: { server: 'renewed' } } })
  const relation = model.relate('db', 'app')
  await model.settle()
  charm = after
  await turn(model, 'db/0')
  model.removeRelation(relation)
  await model.settle()
  const changes = model.trace.flatMap((event) => (event.event === 'secret' ? [event.change] : []))
  expect(changes).toEqual(['added', 'granted', 'removed'])
})

const idle = async (): Promise<HookReport> => ({ ran: [], flags: [], steps: [] })

test('who comes to lead asks once which secrets there are, and no other unit ever does', async () => {
  const { model, one, asked, secrets } = servers()
  await model.settle()
  model.elect('db/1')
  await model.settle()
  model.removeRelation(one)
  await model.settle()
  await turn(model, 'db/0')
  await turn(model, 'db/1')
  expect([asked, secrets('removed').length]).toEqual([['db/0 leader-elected', 'db/1 leader-elected'], 3])
})
