import { boolean, defineCharm, defineInterface, Provider, Requirer, secret, text } from '@interlayer/runtime'
import { runHook, type HookReport, type HookTools } from '@interlayer/runtime/adapter'
import { describe, expect, test } from 'vitest'
import { charmMetadata } from '../../src/charm-metadata.ts'
import { Model } from '../../src/index.ts'
import { CredentialsRequirer } from '../support/credentials.ts'
import { replacing } from '../support/tools.ts'
import { turn } from '../support/turn.ts'

const key = { value: text('It.') }

/** A client lends a key; a broker says which keys it uses, those that it was lent and one of its own. */
const broker = defineInterface({
  name: 'broker',
  wire: 0,
  summary: 'Uses keys.',
  provides: { app: { used: text('URIs of keys.', { optional: true, namesSecrets: true }) } },
  requires: { app: { key: secret('That is lent.', key) } },
})

class Broker extends Provider<typeof broker> {
  static readonly definition: typeof broker = broker

  use(lentToo: boolean): void {
    for (const { localApp, remoteApp } of this.relations) {
      const lent = lentToo ? (remoteApp?.raw.get('key') ?? '') : ''
      const [before] = (localApp?.written.used ?? '').split(' ')
      const own = localApp?.secret({ name: 'own', content: key, data: { value: 'of the broker' }, uri: before })
      localApp?.update({ used: `${own ?? ''} ${lent}` })
    }
  }

  say(uris: readonly string[]): void {
    for (const { localApp } of this.relations)
      localApp?.update({ used: uris.length === 0 ? undefined : uris.join(' ') })
  }

  lent(): readonly string[] {
    return this.readyApps.map(({ data }) => data.key.reveal().value)
  }
}

class Client extends Requirer<typeof broker> {
  static readonly definition: typeof broker = broker

  lend(value: string): void {
    for (const { localApp } of this.relations) localApp?.publish({ key: { value } })
  }
}

describe('the secret of somebody else that an own text names too', () => {
  function brokered() {
    const [asked, lent]: [string[], string[]] = [[], []]
    const config = { repeats: boolean('Of lent keys.', { default: true }) }
    const charm = defineCharm({ endpoints: { out: Broker }, config }).when({ all: [] }, ({ out }, hook) => {
      out.use(hook.config.repeats)
      lent.splice(0, lent.length, ...out.lent())
    })
    const program = (tools: HookTools): Promise<HookReport> => {
      const { unit, hook } = tools.context
      return runHook(charm, replacing(tools, { secretIds: () => (asked.push(`${unit} ${hook}`), tools.secretIds()) }))
    }
    const client = defineCharm({ endpoints: { in: Client } }).when({ all: [] }, (endpoints) => {
      endpoints.in.lend('of the client')
    })
    const model = new Model({ seed: 1 })
    model.deploy('broker', { program, metadata: charmMetadata(charm) })
    model.deploy('client', { charm: client })
    const relation = model.relate('broker', 'client')
    const secrets = (): readonly string[] =>
      model.trace.flatMap((event) => (event.event === 'secret' ? [`${event.owner} ${event.change}`] : []))
    const failed = (): number => model.trace.filter((event) => event.event === 'hook' && event.outcome !== 'ok').length
    return { model, relation, asked, lent, secrets, failed }
  }
  const made = ['broker added', 'broker granted', 'client added', 'client granted']

  test('is left to its owner when it is named no more, and stays readable', async () => {
    const { model, lent, secrets, failed } = brokered()
    await model.settle()
    expect([...secrets()].sort()).toEqual(made)
    model.configure('broker', { repeats: false })
    await model.settle()
    await turn(model, 'broker/0')
    expect([[...secrets()].sort(), failed(), lent]).toEqual([made, 0, ['of the client']])
  })

  test('is left to its owner when the relation ends, and each side removes its own', async () => {
    const { model, relation, secrets, failed } = brokered()
    await model.settle()
    model.removeRelation(relation)
    await model.settle()
    expect([secrets().slice(made.length).sort(), failed()]).toEqual([['broker removed', 'client removed'], 0])
  })

  test('is left to the operator, whom the other side knows nothing of', async () => {
    const named = new Set<string>()
    const charm = defineCharm({ endpoints: { out: Broker } }).when({ all: [] }, ({ out }) => {
      out.say([...named])
    })
    const model = new Model({ seed: 1 })
    model.deploy('broker', { charm })
    model.deploy('client', { charm: defineCharm({ endpoints: { in: Client } }) })
    model.relate('broker', 'client')
    const uri = model.addSecret('lent', { value: 'of the operator' })
    model.grantSecret(uri, 'broker')
    named.add(uri)
    await model.settle()
    named.clear()
    await turn(model, 'broker/0')
    expect(model.trace.filter((event) => event.event === 'hook' && event.outcome !== 'ok')).toEqual([])
  })

  test('is asked about only where both sides name one', async () => {
    const { model, asked } = brokered()
    model.configure('broker', { repeats: false })
    await model.settle()
    expect(asked).toEqual(['broker/0 leader-elected'])
    model.configure('broker', { repeats: true })
    await model.settle()
    await turn(model, 'broker/0')
    expect(asked).toEqual(['broker/0 leader-elected', 'broker/0 update-status'])
  })
})

describe('a partner that names very many secrets', () => {
  const content = { username: 'wiki', password: 'correct horse' }
  const uri = (number: number): string => `secret:${String(number).padStart(20, '0')}`

  /** What a client knows of a server that names this many accounts beside the one that it gives; and what it asks Juju for. */
  async function told(number: number): Promise<readonly unknown[]> {
    const names = Array.from({ length: number }, (_, index) => ({ name: `n${String(index)}`, secret: uri(index) }))
    const server = async (tools: HookTools): Promise<HookReport> => {
      for (const id of await tools.relationIds('db')) {
        const made = await tools.secretInfo('given')
        const account =
          made?.uri ??
          (await tools.secretAdd({ owner: 'app', label: 'given', content: new Map(Object.entries(content)) }))
        if (made === undefined) await tools.secretGrant(account, id)
        await tools.relationSet(
          id,
          'app',
          new Map([
            ['account', account],
            ['extra', JSON.stringify(names)],
          ]),
        )
      }
      return { ran: [], flags: [], steps: [] }
    }
    let asked = 0
    const charm = defineCharm({ endpoints: { server: CredentialsRequirer } })
    const client = (tools: HookTools): Promise<HookReport> => {
      asked = 0
      const secretGet: HookTools['secretGet'] = (...given) => (asked++, tools.secretGet(...given))
      return runHook(charm, replacing(tools, { secretGet }))
    }
    const model = new Model({ seed: 1 })
    model.deploy('db', { program: server, metadata: { provides: { db: 'credentials' } } })
    model.deploy('app', { program: client, metadata: charmMetadata(charm) })
    model.relate('db', 'app')
    await model.settle()
    await turn(model, 'app/0')
    return [model.flags('app/0'), asked]
  }

  test('is read up to a bound', async () => {
    expect(await told(999)).toEqual([['server.available', 'server.joined'], 1000])
  })

  test('is invalid beyond it, without a question to Juju or a failed hook', async () => {
    expect(await told(1000)).toEqual([['server.invalid', 'server.joined'], 0])
  })
})
