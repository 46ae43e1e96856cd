import { defineCharm, type AnyCharm } from '@interlayer/runtime'
import { original, type Databags, type Original, type Shown } from '@interlayer/originals'
import { Model, type Program } from '@interlayer/simulator'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { LoadBalancerProvider, LoadBalancerRequirer, type LoadBalancerAnswer } from '../src/index.ts'

let library: Original<'loadbalancer-interface'>
beforeAll(async () => {
  library = await original('loadbalancer-interface')
})
afterAll(() => library.close())

const balancer = defineCharm({ endpoints: { lb: LoadBalancerProvider } }).when('lb.requested', ({ lb }) => {
  for (const { relation, name } of lb.requests())
    if (name === 'api') lb.answer({ relation, name, address: '10.9.9.9' })
    else if (name === 'web') lb.refuse({ relation, name, error: 'unsupported', fields: { tlsKey: 'No TLS here.' } })
    else lb.refuse({ relation, name })
})

/** Asks for these, with all that can be said of the last one. */
function application(names: readonly string[], answers: LoadBalancerAnswer[] = []): AnyCharm {
  return defineCharm({ endpoints: { lb: LoadBalancerRequirer } })
    .when('lb.available', ({ lb }) => {
      for (const name of names) lb.request({ name, protocol: 'https', ports: { 443: 6443, 80: 8080 } })
      const healthChecks = [{ protocol: 'http', port: 80, path: '/é' }] as const
      const tls = { tlsTermination: true, tlsCert: 'CERT', tlsKey: 'KEY' }
      const rest = {
        algorithm: ['least'],
        sticky: true,
        public: false,
        ingressAddress: '10.8.8.8',
        backends: ['a', 'b'],
      }
      const name = names.at(-1) ?? ''
      lb.request({ name, protocol: 'tcp', ports: { 1: 2 }, healthChecks: [...healthChecks], ...tls, ...rest })
    })
    .when({ all: [] }, ({ lb }) => {
      answers.splice(0, answers.length, ...lb.answers())
    })
}

/** A side of foreign make, which has these texts in its application's databag. */
function foreign(texts: () => Shown['app']): Program {
  return async (tools) => {
    for (const id of await tools.relationIds('lb')) await tools.relationSet(id, 'app', new Map(Object.entries(texts())))
    return { ran: [], flags: [], steps: [] }
  }
}

/** What both have written, in the form in which a library is asked. */
function shown(model: Model, relation: { readonly number: number }): Databags {
  const side = (name: string): Shown => ({
    app: Object.fromEntries(model.databag(relation, name) ?? []),
    units: { [`${name}/0`]: Object.fromEntries(model.databag(relation, `${name}/0`) ?? []) },
  })
  return { provider: side('balancer'), requirer: side('app'), secrets: {} }
}

test('the original requirer reads the answers and refusals of our provider, to requests of ours', async () => {
  const model = new Model({ seed: 1 })
  model.deploy('balancer', { charm: balancer })
  model.deploy('app', { charm: application(['api', 'web', 'all']) })
  const relation = model.relate('balancer', 'app')
  await model.settle()
  const { read, failures } = await library.read('requirer', shown(model, relation))
  const refused = { address: null, error_fields: {}, error_message: null, complete: true }
  expect({ read: byName(read ?? []), failures }).toMatchObject({
    read: [
      { ...refused, name: 'all', error: 'provider_error', error_message: 'provider_error' },
      { name: 'api', address: '10.9.9.9', error: null, complete: true },
      { ...refused, name: 'web', error: 'unsupported', error_fields: { tls_key: 'No TLS here.' } },
    ],
    failures: [],
  })
})

test('the original provider reads our requests and says its version, and our requirer reads an answer in its shortest form', async () => {
  const model = new Model({ seed: 1 })
  let texts: Shown['app'] = { version: '1' }
  const answers: LoadBalancerAnswer[] = []
  model.deploy('balancer', {
    program: (tools) => foreign(() => texts)(tools),
    metadata: { provides: { lb: 'loadbalancer' } },
  })
  model.deploy('app', { charm: application(['api', 'all'], answers) })
  const relation = model.relate('balancer', 'app')
  await model.settle()
  const databags = shown(model, relation)
  const { read, failures, events, wrote } = await library.read('provider', databags)
  expect({ read: byName(read ?? []), failures, events, wrote: wrote.app }).toMatchObject({
    read: [
      {
        name: 'all',
        protocol: 'tcp',
        port_mapping: { 1: 2 },
        health_checks: [{ protocol: 'http', port: 80, path: '/é', interval: 30, retries: 3 }],
        backends: ['a', 'b'],
        tls_key: 'KEY',
        ingress_address: '10.8.8.8',
        public: false,
        new: true,
      },
      { name: 'api', protocol: 'https', port_mapping: { 80: 8080, 443: 6443 }, backends: ['127.1.0.2'], new: true },
    ],
    failures: [],
    events: ['requests_changed'],
    wrote: { version: '1' },
  })
  const { sent_hash } = JSON.parse(databags.requirer.app['request_api'] ?? '{}') as { readonly sent_hash?: string }
  texts = { ...wrote.app, response_api: JSON.stringify({ address: '10.9.9.9', received_hash: sent_hash }) }
  model.trigger('balancer/0', 'update-status')
  await model.settle()
  expect(answers).toMatchObject([{ name: 'api', state: 'ready', address: '10.9.9.9' }])
})

function byName<T extends { readonly name: string }>(list: readonly T[]): readonly T[] {
  return [...list].sort((a, b) => (a.name < b.name ? -1 : 1))
}
