import { expect, test } from 'vitest'
import { Model } from '../src/index.ts'
import { hookLines } from './support/lines.ts'
import { applicationWriter, idle, puppet, unitWriter, writeAll } from './support/program.ts'

const provider = { provides: { website: 'http' } }
const requirer = { requires: { backend: 'http' } }

test('a new relation is created on both sides before anyone joins, even with nobody at the other end', async () => {
  const model = new Model()
  model.deploy('proxy', { program: idle, metadata: requirer })
  model.deploy('website', { program: idle, metadata: provider, units: 0 })
  model.relate('proxy', 'website')
  await model.settle()
  expect(hookLines(model)).toEqual([
    'proxy/0: install',
    'proxy/0: backend-relation-created backend:0 [website]',
    'proxy/0: leader-elected',
    'proxy/0: config-changed',
    'proxy/0: start',
  ])
})

test('the next hook of a relation after joined is changed for the same unit', async () => {
  const model = new Model({ seed: 3 })
  model.deploy('proxy', { program: idle, metadata: requirer })
  model.deploy('website', { program: unitWriter('website', { port: '80' }), metadata: provider, units: 3 })
  const { number } = model.relate('proxy', 'website')
  await model.settle()
  expect(hookLines(model, { unit: 'proxy/0' }).filter((line) => line.includes(`backend:${number} website`))).toEqual(
    ['website/0', 'website/1', 'website/2'].flatMap((unit) => [
      `backend-relation-joined backend:0 ${unit}`,
      `backend-relation-changed backend:0 ${unit}`,
    ]),
  )
})

test('units of one relation come in string order', async () => {
  const model = new Model()
  model.deploy('proxy', { program: idle, metadata: requirer })
  model.deploy('website', { program: idle, metadata: provider, units: 12 })
  await model.settle()
  const since = model.trace.length
  model.relate('proxy', 'website')
  for (let unit = 0; unit < 12; unit++) await model.step(`website/${unit}`)
  await model.settle({ units: ['proxy/0'] })
  expect(hookLines(model, { unit: 'proxy/0', since }).filter((line) => line.includes('joined'))).toEqual(
    [0, 1, 10, 11, 2, 3, 4, 5, 6, 7, 8, 9].map((unit) => `backend-relation-joined backend:0 website/${unit}`),
  )
})

test('any number of writes between two looks is one changed hook', async () => {
  const model = new Model()
  const website = puppet()
  model.deploy('proxy', { program: idle, metadata: requirer })
  model.deploy('website', { program: website.program, metadata: provider })
  model.relate('proxy', 'website')
  await model.settle()
  const since = model.trace.length
  for (const port of ['80', '81', '80']) {
    website.does((tools) => writeAll(tools, 'website', { bag: 'unit', values: { port } }))
    model.trigger('website/0', 'update-status')
    await model.settle({ units: ['website/0'] })
  }
  await model.settle()
  expect(hookLines(model, { unit: 'proxy/0', since })).toEqual(['backend-relation-changed backend:0 website/0'])
})

test('writing what is written already, and deleting what is not there, is no event', async () => {
  const model = new Model()
  model.deploy('proxy', { program: idle, metadata: requirer })
  model.deploy('website', { program: unitWriter('website', { port: '80', other: '' }), metadata: provider })
  const relation = model.relate('proxy', 'website')
  await model.settle()
  const since = model.trace.length
  model.trigger('website/0', 'update-status')
  await model.settle()
  expect(model.trace.slice(since + 1)).toEqual([
    { event: 'hook', number: 15, unit: 'website/0', hook: 'update-status', outcome: 'ok' },
  ])
  expect(model.databag(relation, 'website/0')).toEqual(
    new Map([
      ['egress-subnets', '127.1.0.2/32'],
      ['ingress-address', '127.1.0.2'],
      ['port', '80'],
      ['private-address', '127.1.0.2'],
    ]),
  )
})

test('an application databag that was written before anyone joined is announced before joined', async () => {
  const model = new Model()
  model.deploy('proxy', { program: idle, metadata: requirer })
  model.deploy('website', { program: applicationWriter('website', { vip: '10.0.0.1' }), metadata: provider })
  await model.settle()
  const since = model.trace.length
  model.relate('proxy', 'website')
  await model.settle({ units: ['website/0'] })
  await model.settle()
  expect(hookLines(model, { unit: 'proxy/0', since })).toEqual([
    'backend-relation-created backend:0 [website]',
    'backend-relation-changed backend:0 [website]',
    'backend-relation-joined backend:0 website/0',
    'backend-relation-changed backend:0 website/0',
  ])
})

test('an application databag that is written later is announced by itself, and one never written is not', async () => {
  const model = new Model()
  const website = puppet()
  model.deploy('proxy', { program: idle, metadata: requirer })
  model.deploy('website', { program: website.program, metadata: provider })
  model.relate('proxy', 'website')
  await model.settle()
  expect(hookLines(model, { unit: 'proxy/0' })).not.toContain('backend-relation-changed backend:0 [website]')
  const since = model.trace.length
  website.does((tools) => writeAll(tools, 'website', { bag: 'app', values: { vip: '10.0.0.1' } }))
  model.trigger('website/0', 'update-status')
  await model.settle()
  expect(hookLines(model, { since })).toEqual([
    'website/0: update-status',
    'proxy/0: backend-relation-changed backend:0 [website]',
  ])
})

test('Juju’s own keys alone give the first changed hook; the data gives the next', async () => {
  const model = new Model()
  const website = puppet()
  const seen: (readonly string[])[] = []
  const proxy = puppet()
  proxy.does(async (tools) => {
    const { relation, hook } = tools.context
    if (!hook.endsWith('-changed') || relation?.remoteUnit === undefined) return
    seen.push([...((await tools.relationGet(relation.id, relation.remoteUnit)) ?? new Map<string, string>()).keys()])
  })
  model.deploy('proxy', { program: proxy.program, metadata: requirer })
  model.deploy('website', { program: website.program, metadata: provider })
  model.relate('proxy', 'website')
  await model.settle()
  website.does((tools) => writeAll(tools, 'website', { bag: 'unit', values: { port: '80' } }))
  model.trigger('website/0', 'update-status')
  await model.settle()
  expect(seen).toEqual([
    ['egress-subnets', 'ingress-address', 'private-address'],
    ['egress-subnets', 'ingress-address', 'private-address', 'port'],
  ])
})
