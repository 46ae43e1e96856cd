import { expect, test } from 'vitest'
import { Model, type CharmMetadata } from '../src/index.ts'
import { hookLines } from './support/lines.ts'
import { idle, program } from './support/program.ts'

test.each(['Web', 'web_1', 'web-1', '1web', 'web-', ''])('"%s" is no name for an application', (name) => {
  expect(() => new Model().deploy(name, { program: idle })).toThrow(expect.objectContaining({ code: 'NAME_INVALID' }))
})

test('a name is taken once', () => {
  const model = new Model()
  model.deploy('web', { program: idle })
  expect(() => model.deploy('web', { program: idle })).toThrow(
    'Application "web" is there already: deploy under another name.',
  )
})

const container = { interface: 'juju-info', scope: 'container' } as const

test.each<[string, CharmMetadata, string]>([
  ['an endpoint in two sections', { provides: { a: 'x' }, requires: { a: 'y' } }, 'Endpoint "a" is declared twice'],
  ['an endpoint without a name', { provides: { Web_: 'x' } }, '"Web_" is not a name for an endpoint'],
  ['an endpoint without an interface', { provides: { web: '' } }, 'Endpoint "web" has no interface'],
  ['a reserved endpoint', { provides: { 'juju-web': 'x' } }, '"juju-web" is a reserved name for an endpoint'],
  [
    'a reserved interface',
    { provides: { web: 'juju-info' } },
    'Endpoint "web" under provides has the reserved interface',
  ],
  [
    'a reserved global endpoint of a subordinate',
    { subordinate: true, requires: { 'juju-info': 'juju-info', a: container } },
    '"juju-info" is a reserved name',
  ],
  [
    'a subordinate without container scope',
    { subordinate: true, requires: { a: 'x' } },
    'The subordinate charm has no endpoint',
  ],
  ['a negative limit', { provides: { web: { interface: 'x', limit: -1 } } }, 'Endpoint "web" has the limit -1'],
  [
    'a default of another type',
    { config: { options: { port: { type: 'int', default: '80' } } } },
    'Option "port" has the default "80"',
  ],
])('metadata with %s is refused', (_, metadata, message) => {
  const deploy = () => new Model().deploy('web', { program: idle, metadata })
  expect(deploy).toThrow(message)
  expect(deploy).toThrow(expect.objectContaining({ code: 'METADATA_INVALID' }))
})

test('what Juju reserves is free to requires, to charms named juju-…, and to a subordinate’s container scope', () => {
  const model = new Model()
  model.deploy('one', { program: idle, metadata: { requires: { any: 'juju-info' } } })
  model.deploy('two', { program: idle, metadata: { name: 'juju-two', provides: { 'juju-api': 'juju-api' } } })
  model.deploy('three', { program: idle, metadata: { subordinate: true, requires: { 'juju-info': container } } })
  expect(model.relate('three', 'one').key).toBe('three:juju-info one:juju-info')
})

test('configuration has defaults and types, and a change runs config-changed in every unit', async () => {
  const model = new Model()
  const read: unknown[] = []
  const charm = program(async (tools) => {
    if (tools.context.hook === 'config-changed') read.push(Object.fromEntries(await tools.configGet()))
  })
  const options = {
    port: { type: 'int', default: 80 },
    host: { type: 'string' },
    ratio: { type: 'float', default: 0.5 },
    debug: { type: 'boolean' },
  } as const
  model.deploy('web', { program: charm, metadata: { config: { options } }, config: { host: 'a' }, units: 2 })
  await model.settle()
  model.configure('web', { port: 8080, debug: true, host: undefined })
  await model.settle()
  const before = { host: 'a', port: 80, ratio: 0.5 }
  const after = { debug: true, port: 8080, ratio: 0.5 }
  expect(read).toEqual([before, before, after, after])
  const since = model.trace.length
  model.configure('web', { port: 1 })
  model.configure('web', { port: 8080 })
  await model.settle()
  expect(hookLines(model, { since })).toEqual([])
})

test('an unknown option and a value of another type are refused, and the value is not shown', () => {
  const model = new Model()
  model.deploy('web', { program: idle, metadata: { config: { options: { port: { type: 'int' } } } } })
  expect(() => model.configure('web', { prot: 80 })).toThrow('The charm has no option "prot": it has "port".')
  expect(() => model.configure('web', { port: 'hunter2' })).toThrow(
    'Option "port" got a string: give a value of type int.',
  )
  expect(() => model.configure('web', { toString: 1 })).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }))
})

test('hooks that come by themselves cannot be triggered, the others come at their place', async () => {
  const model = new Model()
  model.deploy('web', { program: idle })
  for (const hook of [
    'update-status',
    'collect-metrics',
    'upgrade-charm',
    'pre-series-upgrade',
    'leader-settings-changed',
  ]) {
    model.trigger('web/0', hook)
  }
  await model.settle()
  expect(hookLines(model)).toEqual(
    [
      'install',
      'pre-series-upgrade',
      'leader-elected',
      'upgrade-charm',
      'config-changed',
      'start',
      'update-status',
      'collect-metrics',
    ].map((hook) => `web/0: ${hook}`),
  )
  const since = model.trace.length
  model.trigger('web/0', 'upgrade-charm')
  model.trigger('web/0', 'start')
  await model.settle()
  expect(hookLines(model, { since })).toEqual(['web/0: start', 'web/0: upgrade-charm', 'web/0: config-changed'])
  for (const hook of ['install', 'stop', 'db-relation-changed', 'leader-elected']) {
    expect(() => model.trigger('web/0', hook)).toThrow(expect.objectContaining({ code: 'HOOK_NOT_TRIGGERABLE' }))
  }
})
