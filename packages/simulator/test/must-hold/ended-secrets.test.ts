import { defineCharm } from '@interlayer/runtime'
import { runHook, type HookTools } from '@interlayer/runtime/adapter'
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
  const program = async (tools: HookTools) => {
    const noting = replacing(tools, {
      secretIds: () => (asked.push(`${tools.context.unit} ${tools.context.hook}`), tools.secretIds()),
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
  return { model, one, two, asked, states, secrets }
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
  expect(asked).toEqual(['db/1 leader-elected'])
  model.elect('db/0')
  await model.settle()
  expect([secrets('removed').length, asked]).toEqual([3, ['db/1 leader-elected', 'db/0 leader-elected']])
  model.removeRelation(two)
  await model.settle()
  expect([...secrets('removed')].sort()).toEqual([...secrets('added')].sort())
  model.elect('db/1')
  await model.settle()
  await turn(model, 'db/1')
  expect(states.get('db/1')).toEqual([])
})

test('who comes to lead asks for nothing as long as no relation has ended, nor does another unit ever', async () => {
  const { model, one, asked, secrets } = servers()
  await model.settle()
  model.elect('db/1')
  await model.settle()
  model.removeRelation(one)
  await model.settle()
  await turn(model, 'db/0')
  await turn(model, 'db/1')
  expect([asked, secrets('removed').length]).toEqual([[], 3])
})
