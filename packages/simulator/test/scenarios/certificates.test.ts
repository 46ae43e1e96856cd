import { defineCharm, stableId, text } from '@interlayer/runtime'
import { expect, test } from 'vitest'
import { Model } from '../../src/index.ts'
import { Applicant, Authority } from '../support/certificates.ts'
import { puppet } from '../support/program.ts'
import { say, turn } from '../support/turn.ts'

/** Signs everything that is asked for. */
function authority() {
  return defineCharm({ endpoints: { clients: Authority } }).when('clients.requested', ({ clients }, hook) => {
    for (const { relation, id, name } of clients.requests())
      clients.issue({ relation, id, name, certificate: `${name} signed by ${hook.unit}` })
  })
}

/** Asks for the configured name, at both endpoints. */
function web(seen: Map<string, unknown>) {
  const config = { name: text('What to certify.', { optional: true }) }
  return defineCharm({ endpoints: { inner: Applicant, outer: Applicant }, config })
    .when('inner.joined', ({ inner }, { config: { name } }) => inner.request('main', name ? { name } : undefined))
    .when('outer.joined', ({ outer }, { config: { name } }) => outer.request('main', name ? { name } : undefined))
    .when('hook:update-status', ({ inner, outer }, { config: { name = '' }, unit }) => {
      seen.set(unit, { inner: inner.certificates(name), outer: outer.certificates(name) })
    })
}

test('16 certificates: each request finds its answer at its own endpoint, and both survive what comes after', async () => {
  const seen = new Map<string, unknown>()
  const model = new Model({ seed: 16 })
  model.deploy('web', { charm: web(seen), config: { name: 'web.example' }, units: 2 })
  model.deploy('vault', { charm: authority() })
  model.deploy('easyrsa', { charm: authority() })
  model.deploy('public', { charm: authority() })
  for (const [inner, ca] of [
    ['inner', 'vault'],
    ['inner', 'easyrsa'],
    ['outer', 'public'],
  ])
    model.relate(`web:${inner ?? ''}`, ca ?? '')
  await model.settle()
  const signed = {
    inner: { 'inner:0': ['web.example signed by vault/0'], 'inner:1': ['web.example signed by easyrsa/0'] },
    outer: { 'outer:2': ['web.example signed by public/0'] },
  }
  for (const hook of ['config-changed', 'update-status']) await turn(model, 'web/1', hook)
  await model.settle()
  expect(seen.get('web/1')).toEqual(signed)
  expect(model.flags('web/0')).toEqual(['inner.complete', 'inner.joined', 'outer.complete', 'outer.joined'])
  expect(model.flags('vault/0')).toEqual(['clients.joined'])
})

test('16 certificates: a changed request is answered anew, and a finished pair is removed on both sides', async () => {
  const model = new Model({ seed: 16 })
  model.deploy('web', { charm: web(new Map()), config: { name: 'old.example' } })
  model.deploy('vault', { charm: authority() })
  const relation = model.relate('web:inner', 'vault')
  await model.settle()
  const id = stableId('web/0', 'inner:0', 'main')
  model.configure('web', { name: 'new.example' })
  await model.settle()
  expect(model.databag(relation, 'web/0')?.get(`request_${id}`)).toBe('{"name":"new.example"}')
  expect(model.databag(relation, 'vault/0')?.get(`answer_${id}`)).toBe(
    '{"certificate":"new.example signed by vault/0","name":"new.example"}',
  )
  model.configure('web', { name: undefined })
  await model.settle()
  for (const unit of ['web/0', 'vault/0'])
    expect([...(model.databag(relation, unit)?.keys() ?? [])].toSorted()).toEqual([
      'egress-subnets',
      'ingress-address',
      'private-address',
    ])
})

test('16 certificates: a malformed request harms nobody, and the answers to a unit that left are removed', async () => {
  const model = new Model({ seed: 16 })
  const foreign = puppet()
  model.deploy('vault', { charm: authority() })
  model.deploy('web', { program: foreign.program, units: 2, metadata: { requires: { inner: 'certificates' } } })
  const relation = model.relate('web', 'vault')
  await model.settle()
  const ask = (unit: string, values: Record<string, string>) =>
    say({ model, unit, puppet: foreign, endpoint: 'inner' }, values)
  await ask('web/0', { request_a: '{"name":"a"}', request_b: '{"name":', request_c: '[]', ['__proto__']: '{}' })
  await ask('web/1', { request_d: '{"name":"d"}', ['request___proto__']: '{"name":"p"}' })
  const answers = (): readonly string[] =>
    [...(model.databag(relation, 'vault/0')?.keys() ?? [])].filter((key) => key.startsWith('answer_')).toSorted()
  expect(answers()).toEqual(['answer___proto__', 'answer_a', 'answer_d'])
  expect(model.flags('vault/0')).toEqual(['clients.invalid', 'clients.joined'])
  model.removeUnit('web/1')
  await model.settle()
  expect(answers()).toEqual(['answer_a'])
})
