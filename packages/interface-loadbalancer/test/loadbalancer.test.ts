import { boolean, defineCharm, list, type AnyCharm } from '@interlayer/runtime'
import { runHook } from '@interlayer/runtime/adapter'
import { Model, type Program, type RelationView } from '@interlayer/simulator'
import { side, testInterface } from '@interlayer/testing'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
  LoadBalancerProvider,
  LoadBalancerRequirer,
  type LoadBalancerAnswer,
  type LoadBalancerRequest,
} from '../src/index.ts'
import type { WireRequest, WireResponse } from '../src/definition.ts'
import { partners } from '../src/testing.ts'

const folder = new URL('../../../tooling/originals/fixtures/loadbalancer-interface/', import.meta.url)

testInterface({
  sides: [
    side(LoadBalancerProvider, (clients, { edition }) => {
      for (const { relation, name } of clients.requests())
        if (name === 'api') clients.answer({ relation, name, address: `10.0.0.${edition}` })
        else clients.refuse({ relation, name, error: 'unsupported', fields: { protocol: 'Not known here.' } })
    }),
    side(LoadBalancerRequirer, (balancers, { edition }) => {
      balancers.request({ name: 'api', protocol: 'https', ports: { 443: 6443 }, sticky: edition === 2 })
      if (edition === 1) balancers.request({ name: 'dns', protocol: 'udp', ports: { 53: 53 }, tlsKey: 'private' })
      else balancers.withdraw({ name: 'dns' })
    }),
  ],
  partners,
  fixtures: [folder],
  // The id is of the leader who asks first.
  byChance: [/"(?:id|sent_hash|received_hash)": "[0-9a-f]{32}"/g],
})

type Texts = Readonly<Record<string, string>>

/** What a test sees of both sides, by unit, as it stands. */
interface Seen {
  readonly requests: Map<string, readonly LoadBalancerRequest[]>
  readonly answers: Map<string, readonly LoadBalancerAnswer[]>
  /** How often a request was answered. */
  readonly served: string[]
}
const nothingSeen = (): Seen => ({ requests: new Map(), answers: new Map(), served: [] })

/** A provider that answers every open request. */
function balancer({ requests, served }: Seen = nothingSeen()): AnyCharm {
  return defineCharm({ endpoints: { lb: LoadBalancerProvider } })
    .when('lb.requested', ({ lb }) => {
      for (const { relation, name, open } of lb.requests()) {
        if (!open) continue
        served.push(name)
        lb.answer({ relation, name, address: '10.9.9.9' })
      }
    })
    .when({ all: [] }, ({ lb }, hook) => void requests.set(hook.unit, lb.requests()))
}

/** An application that asks for what its configuration names. */
function application({ answers }: Seen = nothingSeen()): AnyCharm {
  const config = {
    names: list('Requests.', { default: ['api'] }),
    sticky: boolean('What is asked.', { default: false }),
  }
  return defineCharm({ endpoints: { lb: LoadBalancerRequirer }, config })
    .when('lb.available', ({ lb }, hook) => {
      const { names, sticky } = hook.config
      for (const name of ['api', 'web'].filter((one) => !names.includes(one))) lb.withdraw({ name })
      for (const name of names) lb.request({ name, protocol: 'https', ports: { 443: 6443, 80: 8080 }, sticky })
    })
    .when({ all: [] }, ({ lb }, hook) => void answers.set(hook.unit, lb.answers()))
}

/** A side of foreign make, which has these texts in its application's databag. */
function foreign(texts: () => Texts): Program {
  return async (tools) => {
    for (const id of await tools.relationIds('lb'))
      if (await tools.isLeader()) await tools.relationSet(id, 'app', new Map(Object.entries(texts())))
    return { ran: [], flags: [], steps: [] }
  }
}
const provides = { provides: { lb: 'loadbalancer' } }
const requires = { requires: { lb: 'loadbalancer' } }

function written(model: Model, relation: RelationView, member: string): Texts {
  return Object.fromEntries(model.databag(relation, member) ?? [])
}

interface Pair {
  readonly model: Model
  readonly relation: RelationView
  readonly seen: Seen
}

async function pair(units = 1): Promise<Pair> {
  const seen = nothingSeen()
  const model = new Model({ seed: 1 })
  model.deploy('balancer', { charm: balancer(seen), units: 2 })
  model.deploy('app', { charm: application(seen), units })
  const relation = model.relate('balancer', 'app')
  await model.settle()
  return { model, relation, seen }
}

/** What our provider makes of these texts, and writes. */
async function provide(texts: Texts, act?: (lb: LoadBalancerProvider) => void): Promise<unknown[]> {
  const seen = nothingSeen()
  const model = new Model({ seed: 1 })
  const charm = defineCharm({ endpoints: { lb: LoadBalancerProvider } }).when('lb.requested', ({ lb }) => act?.(lb))
  model.deploy('balancer', { charm: act === undefined ? balancer(seen) : charm })
  model.deploy('app', { program: foreign(() => texts), metadata: requires, units: 2 })
  const relation = model.relate('balancer', 'app')
  await model.settle()
  return [written(model, relation, 'balancer'), model.flags('balancer/0'), ...(seen.requests.get('balancer/0') ?? [])]
}

/** What a follower of ours makes of these texts. */
async function read(texts: Texts): Promise<readonly unknown[]> {
  const seen = nothingSeen()
  const model = new Model({ seed: 1 })
  model.deploy('app', { charm: application(seen), units: 2 })
  model.deploy('balancer', { program: foreign(() => texts), metadata: provides })
  model.relate('balancer', 'app')
  model.elect('app/0')
  await model.settle()
  return [model.flags('app/1'), ...(seen.answers.get('app/1') ?? [])]
}

/** What our requirer writes when it takes over from another charm, which has asked with this id. */
async function ask({ id, ...wire }: WireRequest): Promise<Texts> {
  const before = { [`request_${wire.name}`]: JSON.stringify({ ...minimal, id }), version: '1' }
  const charm = defineCharm({ endpoints: { lb: LoadBalancerRequirer } }).when('lb.available', ({ lb }) => {
    lb.request({
      name: wire.name,
      protocol: wire.protocol,
      ports: wire.port_mapping,
      backends: wire.backends,
      algorithm: wire.algorithm,
      sticky: wire.sticky,
      public: wire.public,
      healthChecks: wire.health_checks.map((check) => ({ ...check, path: check.path ?? undefined })),
      tlsTermination: wire.tls_termination,
      tlsCert: wire.tls_cert ?? undefined,
      tlsKey: wire.tls_key ?? undefined,
      ingressAddress: wire.ingress_address ?? undefined,
    })
  })
  let current = foreign(() => before)
  const model = new Model({ seed: 1 })
  model.deploy('app', { program: (tools) => current(tools), metadata: requires })
  model.deploy('balancer', { charm: balancer() })
  const relation = model.relate('balancer', 'app')
  await model.settle()
  current = (tools) => runHook(charm, tools)
  model.trigger('app/0', 'upgrade-charm')
  await model.settle()
  return written(model, relation, 'app')
}

const minimal = { id: 'x', name: 'api', protocol: 'tcp', port_mapping: { 80: 80 } }
const api = (changes: object): Texts => ({ request_api: JSON.stringify({ ...minimal, ...changes }), version: '1' })
const joined = ['lb.joined']
const invalid = ['lb.invalid', ...joined]
const available = ['lb.available', ...joined]
const answered = ['lb.answered', ...available].toSorted()
const ready = { relation: 'lb:0', application: 'balancer', name: 'api', state: 'ready', address: '10.9.9.9' }
const backends = ['127.1.0.3', '127.1.0.4']

describe('a conversation', () => {
  test('the leaders ask and answer, and every unit reads the answer', async () => {
    const { model, relation, seen } = await pair(2)
    expect([...seen.answers].toSorted()).toEqual([
      ['app/0', [ready]],
      ['app/1', [ready]],
    ])
    expect(seen.requests.get('balancer/1')).toMatchObject([{ name: 'api', open: false, ports: { 80: 8080 }, backends }])
    expect(written(model, relation, 'balancer')['response_api']).toMatch(/^\{"address": "10.9.9.9", "error": null, /)
  })

  test('a request that changes keeps its id, and its answer counts only when it is renewed', async () => {
    const { model, relation, seen } = await pair()
    const before = JSON.parse(written(model, relation, 'app')['request_api'] ?? '') as Texts
    model.configure('app', { sticky: true })
    while (written(model, relation, 'app')['request_api']?.includes('"sticky": false')) await model.step('app/0')
    expect([seen.answers.get('app/0'), seen.served.splice(0).length > 0]).toEqual([[], true])
    await model.settle()
    const after = JSON.parse(written(model, relation, 'app')['request_api'] ?? '') as Texts
    expect([after['id'], after['sent_hash'] === before['sent_hash']]).toEqual([before['id'], false])
    expect([seen.answers.get('app/0'), seen.served]).toEqual([[ready], ['api']])
  })

  test('a new unit opens a request without backends, whose answer stays, and a leaving one does too', async () => {
    const { model, relation, seen } = await pair(2)
    const before = written(model, relation, 'balancer')
    seen.served.length = 0
    model.addUnit('app')
    await model.settle()
    expect(seen.requests.get('balancer/0')).toMatchObject([{ backends: [...backends, '127.1.0.5'], open: false }])
    model.removeUnit('app/1')
    await model.settle()
    expect(seen.requests.get('balancer/0')).toMatchObject([{ backends: ['127.1.0.3', '127.1.0.5'] }])
    expect([seen.served, written(model, relation, 'balancer')]).toEqual([['api', 'api'], before])
  })

  test('backends that are named are meant, whatever units there are', async () => {
    const asked = { ...api({ backends: ['b', 'a'] }) }
    const [, , request] = await provide(asked)
    expect(request).toMatchObject({ name: 'api', backends: ['b', 'a'], open: false })
  })

  test('what is remembered of a request goes with it', async () => {
    let state: readonly string[] = []
    const model = new Model({ seed: 1 })
    model.deploy('balancer', {
      program: async (tools) => {
        state = [...(await tools.stateGet())].flatMap(([key, text]) => (key.includes('memory') ? [text] : []))
        return runHook(balancer(), tools)
      },
      metadata: provides,
    })
    model.deploy('app', { charm: application(), config: { names: 'api,web' } })
    model.relate('balancer', 'app')
    const remembered = async (names: string): Promise<boolean[]> => {
      model.configure('app', { names })
      await model.settle()
      model.trigger('balancer/0', 'update-status')
      await model.settle()
      return ['answered_api', 'answered_web'].map((key) => state.join().includes(key))
    }
    expect([await remembered('api,web'), await remembered('api')]).toEqual([
      [true, true],
      [true, false],
    ])
  })

  test('an answer goes with its request, and the next request of that name is another one', async () => {
    const { model, relation, seen } = await pair()
    seen.served.length = 0
    model.configure('app', { names: 'api,web' })
    await model.settle()
    const before = written(model, relation, 'app')
    expect(Object.keys(written(model, relation, 'balancer')).toSorted()).toEqual([
      'response_api',
      'response_web',
      'version',
    ])
    model.configure('app', { names: 'api' })
    await model.settle()
    expect(Object.keys(written(model, relation, 'balancer')).toSorted()).toEqual(['response_api', 'version'])
    expect(Object.keys(written(model, relation, 'app')).toSorted()).toEqual(['request_api', 'version'])
    model.configure('app', { names: 'api,web' })
    await model.settle()
    const after = written(model, relation, 'app')
    expect([after['request_api'], after['request_web']]).toEqual([before['request_api'], expect.anything()])
    expect(after['request_web']).not.toBe(before['request_web'])
    expect(seen.served).toEqual(['web', 'web'])
  })

  test('a provider that takes an answer back finds the request open, and its partner has no answer', async () => {
    const seen = nothingSeen()
    const charm = defineCharm({ endpoints: { lb: LoadBalancerProvider }, flags: { closed: 'No more answers.' } })
    charm.when({ all: ['lb.requested', { none: ['closed'] }] }, ({ lb }) =>
      lb.answer({ relation: 'lb:0', name: 'api', address: '10.9.9.9' }),
    )
    charm.when('hook:update-status', ({ lb }, hook) => {
      hook.set('closed')
      lb.withdraw({ relation: 'lb:0', name: 'api' })
      lb.answer({ relation: 'lb:0', name: 'gone', address: '10.9.9.9' })
    })
    const model = new Model({ seed: 1 })
    model.deploy('balancer', { charm })
    model.deploy('app', { charm: application(seen) })
    const relation = model.relate('balancer', 'app')
    await model.settle()
    expect(seen.answers.get('app/0')).toEqual([ready])
    model.trigger('balancer/0', 'update-status')
    await model.settle()
    expect([seen.answers.get('app/0'), written(model, relation, 'balancer')]).toEqual([[], { version: '1' }])
    expect(model.flags('balancer/0')).toEqual(['closed', 'lb.joined', 'lb.requested'])
  })

  test('a refusal says why, in the names of the charm', async () => {
    const seen = nothingSeen()
    const charm = defineCharm({ endpoints: { lb: LoadBalancerProvider } }).when('lb.requested', ({ lb }) => {
      for (const { relation, name } of lb.requests())
        if (name === 'api') lb.refuse({ relation, name, error: 'unsupported', fields: { tlsKey: 'No TLS.' } })
        else lb.refuse({ relation, name })
    })
    const model = new Model({ seed: 1 })
    model.deploy('balancer', { charm })
    model.deploy('app', { charm: application(seen), config: { names: 'api,web' } })
    const relation = model.relate('balancer', 'app')
    await model.settle()
    const refused = { ...ready, address: undefined, state: 'refused', message: undefined }
    expect(seen.answers.get('app/0')).toEqual([
      { ...refused, error: 'unsupported', fields: { tlsKey: 'No TLS.' } },
      { ...refused, name: 'web', error: 'provider_error', message: 'provider_error', fields: {} },
    ])
    expect(written(model, relation, 'balancer')['response_api']).toContain('"error_fields": {"tls_key": "No TLS."}')
  })

  test('the private key of a request is in no trace', async () => {
    const charm = defineCharm({ endpoints: { lb: LoadBalancerRequirer } }).when('lb.available', ({ lb }) => {
      lb.request({
        name: 'api',
        protocol: 'https',
        ports: {},
        tlsTermination: true,
        tlsCert: 'CERT',
        tlsKey: 'hush hush',
      })
    })
    const model = new Model({ seed: 1 })
    model.deploy('app', { charm })
    model.deploy('balancer', { charm: balancer() })
    model.relate('balancer', 'app')
    await model.settle()
    expect(JSON.stringify(model.trace)).not.toContain('hush hush')
  })
})

describe('on the wire', () => {
  test.each([
    ['nothing', {}, joined],
    ['a request without a version', partners.requires.partial.app, joined],
    ['a version that is a word', partners.requires.invalid.app, invalid],
    ['a request that is no JSON', { request_api: '{', version: '1' }, invalid],
    ['a request without a name', api({ name: undefined }), invalid],
    ['a protocol that nobody knows', api({ protocol: 'TCP' }), invalid],
    ['a port that is a word', api({ port_mapping: { http: 80 } }), invalid],
    ['null for a yes or no', api({ public: null }), invalid],
  ])('the provider does not answer %s', async (_, texts, flags) => {
    expect(await provide(texts)).toEqual([{ version: '1' }, flags])
  })

  test.each([
    ['a whole request', partners.requires.valid.app, '8132bdd8f385c7d0744e27827a530542'],
    ['one that leaves out what has a default, and has no hash', partners.requires.sparse.app, null],
    ['one of a version to come, with fields that nobody knows', { ...api({ new: 1 }), version: '2' }, null],
  ])('the provider answers %s', async (_, texts, hash) => {
    const received_hash = JSON.stringify(hash)
    const response = `{"address": "10.9.9.9", "error": null, "error_fields": {}, "error_message": null, "received_hash": ${received_hash}}`
    expect(await provide(texts)).toEqual([
      { response_api: response, version: '1' },
      joined,
      expect.objectContaining({ name: 'api', public: true, sticky: false, backends: ['127.1.0.2', '127.1.0.3'] }),
    ])
  })

  test('a malformed request harms no other one, of its own application or of another', async () => {
    const seen = nothingSeen()
    const model = new Model({ seed: 1 })
    model.deploy('balancer', { charm: balancer(seen) })
    model.deploy('bad', { program: foreign(() => ({ ...api({}), request_web: '[' })), metadata: requires })
    model.deploy('worse', { program: foreign(() => ({ version: 'one' })), metadata: requires })
    model.deploy('app', { charm: application(seen) })
    for (const name of ['bad', 'worse', 'app']) model.relate('balancer', name)
    await model.settle()
    expect(seen.requests.get('balancer/0')).toMatchObject([
      { application: 'bad', name: 'api', open: false },
      { application: 'app', name: 'api', open: false },
    ])
    expect(seen.answers.get('app/0')).toEqual([{ ...ready, relation: 'lb:2' }])
    expect(model.flags('balancer/0')).toEqual(invalid)
  })

  test.each([
    ['nothing', {}, joined],
    ['an answer without a version', partners.provides.partial.app, joined],
    ['a version that is a word', partners.provides.invalid.app, invalid],
    ['an answer that is no JSON', { response_api: '{', version: '1' }, [...invalid, 'lb.available'].toSorted()],
    ['an answer of nothing', { response_api: '{}', version: '1' }, [...invalid, 'lb.available'].toSorted()],
    ['an answer', partners.provides.valid.app, answered, { ...ready, address: '10.0.0.9' }],
    ['one without what has a default', partners.provides.sparse.app, answered, { ...ready, address: '10.0.0.9' }],
  ])('a follower of the requirer reads %s', async (_, texts, ...expected) => {
    expect(await read(texts)).toEqual(expected)
  })
})

interface Story {
  readonly story: string
  readonly steps: readonly {
    readonly step: string
    readonly provider: { readonly app: Texts }
    readonly requirer: { readonly app: Texts }
  }[]
}
const steps = readdirSync(folder).flatMap((file) => {
  const { story, steps: all } = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Story
  return all.flatMap(({ step, provider, requirer }) => {
    const names = Object.keys(requirer.app).flatMap((key) => /^request_(.*)/.exec(key)?.[1] ?? [])
    return names.map((name) => ({
      of: `${name} in ${story}/${step}`,
      name,
      story,
      app: requirer.app,
      request: requirer.app[`request_${name}`] ?? '',
      response: provider.app[`response_${name}`],
    }))
  })
})

describe('databags recorded from the original', () => {
  const whole = steps.filter(({ story }) => story !== 'malformed')

  test.each(whole)('the request $of is written again, byte for byte', async ({ name, request }) => {
    const texts = await ask(JSON.parse(request) as WireRequest)
    expect(texts).toEqual({ [`request_${name}`]: request, version: '1' })
  })

  const current = whole.flatMap(({ response = '', ...step }) => {
    const { sent_hash } = JSON.parse(step.request) as WireRequest
    return sent_hash !== null && response.includes(sent_hash) ? [{ ...step, response }] : []
  })
  test.each(current)('the answer to $of is written again, byte for byte', async ({ name, app, response }) => {
    const { address, error, error_fields, error_message } = JSON.parse(response) as WireResponse
    const [texts] = await provide(app, (lb) => {
      if (error === null) lb.answer({ relation: 'lb:0', name, address: address ?? '' })
      else lb.refuse({ relation: 'lb:0', name, error, message: error_message ?? undefined, fields: error_fields })
    })
    expect(texts).toEqual({ [`response_${name}`]: response, version: '1' })
  })

  test.each(current)('the answer to $of is read', async ({ name, app, response }) => {
    const { address } = JSON.parse(response) as WireResponse
    const [, ...answers] = await read({ version: app['version'] ?? '', [`response_${name}`]: response })
    expect(answers).toMatchObject([address === null ? { name, state: 'refused' } : { name, state: 'ready', address }])
  })
})
