import { defineCharm, defineInterface, Provider, Requirer, text, type RelationSecrets } from '@interlayer/runtime'
import { runHook, type HookTools } from '@interlayer/runtime/adapter'
import { expect, test } from 'vitest'
import { charmMetadata } from '../../src/charm-metadata.ts'
import { Model, type TraceEvent } from '../../src/index.ts'
import { CredentialsProvider, CredentialsRequirer } from '../support/credentials.ts'
import { replacing } from '../support/tools.ts'
import { turn } from '../support/turn.ts'

const safe = defineInterface({
  name: 'safe',
  wire: 0,
  summary: 'A side that keeps something for itself.',
  provides: { unit: { greeting: text('Any.', { optional: true }) } },
  requires: { unit: { greeting: text('Any.', { optional: true }) }, flags: { due: 'Something that is kept is due.' } },
})

class SafeProvider extends Provider<typeof safe> {
  static readonly definition: typeof safe = safe
}

class SafeRequirer extends Requirer<typeof safe> {
  static readonly definition: typeof safe = safe

  get due(): boolean {
    return this.secrets.some((secrets) => secrets.names.some((name) => secrets.isDue(name)))
  }

  get secrets(): readonly RelationSecrets[] {
    return this.relations.map(({ secrets }) => secrets)
  }
}

type Does = (secrets: readonly RelationSecrets[], hook: string) => void

/** An application with a secret in each relation, by what its units do in every hook. */
function keeper() {
  const next: { does: Does } = { does: () => undefined }
  const reads: string[] = []
  const sets: unknown[] = []
  const charm = defineCharm({ endpoints: { safe: SafeRequirer } }).when({ all: [] }, ({ safe: { secrets } }, hook) => {
    next.does(secrets, hook.name)
  })
  const program = (tools: HookTools) => {
    const noting = replacing(tools, {
      secretGet: (uri, track) => (reads.push(uri), tools.secretGet(uri, track)),
      secretSet: (uri, content, plan) => (sets.push([[...content.keys()], plan]), tools.secretSet(uri, content, plan)),
      secretInfo: (label) => (reads.push(label), tools.secretInfo(label)),
    })
    return runHook(charm, noting)
  }
  const model = new Model()
  model.deploy('app', { program, metadata: charmMetadata(charm), units: 2 })
  for (const name of ['one', 'two']) {
    model.deploy(name, { charm: defineCharm({ endpoints: { safe: SafeProvider } }) })
  }
  const [one, two] = ['one', 'two'].map((name) => model.relate('app', name))
  if (one === undefined || two === undefined) throw new Error('there are two')
  return { model, reads, sets, one, two, doing: (does: Does) => void (next.does = does) }
}

const keepsPem: Does = (secrets) => {
  for (const [index, one] of secrets.entries()) one.keep('key', { pem: `number-${String(index)}` }, { expires: '720h' })
}

function removed(model: Model): readonly string[] {
  return model.trace
    .filter((event): event is Extract<TraceEvent, { event: 'secret' }> => event.event === 'secret')
    .flatMap(({ change, owner, revision }) => (change === 'removed' && revision === undefined ? [owner] : []))
}

test('each relation has secrets of its own, which its side reads in every hook', async () => {
  const { model, doing } = keeper()
  const seen: unknown[] = []
  doing(keepsPem)
  await model.settle()
  doing((secrets) => void seen.push(secrets.map((one) => [one.names, one.read('key')?.reveal(), one.read('other')])))
  await turn(model, 'app/0')
  expect(seen).toEqual([
    [
      [['key'], { pem: 'number-0' }, undefined],
      [['key'], { pem: 'number-1' }, undefined],
    ],
  ])
  const made = model.trace.filter((event) => event.event === 'secret')
  expect(made.map(({ owner, change }) => [owner, change])).toHaveLength(4)
  expect(JSON.stringify(model.trace)).not.toContain('number-')
})

test('a secret of a relation is removed with it, by each unit its own, and so are those of a unit that leaves', async () => {
  const { model, doing, one } = keeper()
  doing(keepsPem)
  await model.settle()
  doing(() => undefined)
  model.removeRelation(one)
  await model.settle()
  expect([...removed(model)].sort()).toEqual(['app/0', 'app/1'])
  model.removeUnit('app/1')
  await model.settle()
  expect([...removed(model)].sort()).toEqual(['app/0', 'app/1', 'app/1'])
  await turn(model, 'app/0')
  expect(removed(model)).toHaveLength(3)
})

test('what the application shares stays when its leader goes before anybody joined the relation', async () => {
  const bank = defineCharm({ endpoints: { accounts: CredentialsProvider } }).when(
    'accounts.requested',
    ({ accounts }) => accounts.grant({ username: 'web', password: 'hunter2-and-more' }),
  )
  const model = new Model()
  model.deploy('bank', { charm: bank, units: 2 })
  model.deploy('shop', { charm: defineCharm({ endpoints: { account: CredentialsRequirer } }), units: 0 })
  model.relate('bank', 'shop')
  await model.settle()
  model.removeUnit('bank/0')
  await model.settle()
  expect(removed(model)).toEqual([])
  model.addUnit('shop')
  await model.settle()
  expect(model.flags('shop/0')).toContain('account.available')
})

test('one that is dropped is gone at once, and a side may keep another under its name', async () => {
  const { model, doing } = keeper()
  doing(keepsPem)
  await model.settle()
  const seen: unknown[] = []
  doing(([first]) => {
    first?.drop('key')
    first?.drop('never-there')
    seen.push(first?.names, first?.read('key'))
  })
  await turn(model, 'app/0')
  doing(([first]) => {
    seen.push(first?.names)
    first?.keep('key', { pem: 'other-pem' })
    seen.push(first?.read('key')?.reveal())
  })
  await turn(model, 'app/0')
  expect([seen, removed(model)]).toEqual([[[], undefined, [], { pem: 'other-pem' }], ['app/0']])
})

test('a flag of an interface can last as long as something is due, whatever hooks come between', async () => {
  const { model, doing } = keeper()
  doing(keepsPem)
  await model.settle()
  const [uri = ''] = model.trace.flatMap((e) => (e.event === 'secret' && e.owner === 'app/0' ? [e.uri] : []))
  model.expire(uri)
  await model.settle()
  await turn(model, 'app/0')
  expect([model.flags('app/0'), model.flags('app/1')]).toEqual([['safe.due', 'safe.joined'], ['safe.joined']])
  doing(([first]) => first?.keep('key', { pem: 'newer-pem' }))
  await turn(model, 'app/0')
  expect(model.flags('app/0')).toEqual(['safe.joined'])
})

test('who keeps nothing asks Juju for nothing, and who does asks once for each', async () => {
  const { model, doing, reads } = keeper()
  await model.settle()
  expect(reads).toEqual([])
  doing(keepsPem)
  await turn(model, 'app/0')
  doing(() => undefined)
  reads.splice(0)
  await turn(model, 'app/0')
  await turn(model, 'app/1')
  expect(reads).toHaveLength(2)
})

test('a quiet hook writes nothing, also where the side keeps the same in every hook', async () => {
  const { model, doing } = keeper()
  doing(keepsPem)
  await model.settle()
  const before = model.trace.length
  await turn(model, 'app/0')
  await model.settle()
  expect(model.trace.slice(before).map(({ event }) => event)).toEqual(['trigger', 'hook'])
})

test('another plan for the same content is told without the content', async () => {
  const { model, doing, sets } = keeper()
  doing(keepsPem)
  await model.settle()
  doing(([first]) => first?.keep('key', { pem: 'number-0' }, { rotate: 'yearly' }))
  await turn(model, 'app/0')
  doing(([first]) => first?.keep('key', { pem: 'another-pem' }))
  await turn(model, 'app/0')
  const plan = { expires: '720h', rotate: 'yearly' }
  expect(sets).toEqual([
    [[], plan],
    [['pem'], plan],
  ])
})
