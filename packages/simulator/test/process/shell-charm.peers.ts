import { fileURLToPath } from 'node:url'
import { defineCharm, defineInterface, port, Requirer, text, type Contract } from '@interlayer/runtime'
import { expect, test } from 'vitest'
import { closingModel } from '../support/charm-directory.ts'

const http = defineInterface({
  name: 'http',
  wire: 1,
  summary: 'Where a web server can be reached.',
  provides: { unit: { port: port('TCP port.'), hostname: text('Where.') }, flags: {} },
  requires: { flags: { available: 'A server is known.' } },
})

class HttpRequirer extends Requirer<typeof http> implements Contract<typeof http, 'requires'> {
  static readonly definition: typeof http = http
  get available(): boolean {
    return this.readyUnits.length > 0
  }
  servers(): readonly string[] {
    return this.readyUnits.map(({ data }) => `${data.hostname}:${data.port}`)
  }
}

const proxy = defineCharm({ endpoints: { backend: HttpRequirer } })
proxy.when('backend.available', ({ backend }, hook) => {
  hook.status('active', backend.servers().join(' '))
})

const directoryOf = (name: string): string => fileURLToPath(new URL(`../charms/${name}`, import.meta.url))

test('a charm of plain shell hooks runs unchanged, related to one of this process', { timeout: 60_000 }, async () => {
  const model = closingModel({ seed: 3 })
  model.deploy('website', { directory: directoryOf('website') })
  model.deploy('proxy', { charm: proxy })
  model.relate('proxy', 'website')
  await model.settle()
  expect(model.status('proxy/0').message).toBe('127.1.0.1:8080')
  model.configure('website', { port: 8081 })
  await model.settle()
  expect(model.status('proxy/0').message).toBe('127.1.0.1:8081')
  const effects = model.trace.filter(
    (event) => 'hook' in event && event.event !== 'hook' && 'unit' in event && event.unit === 'website/0',
  )
  const unit = 'website/0'
  expect(effects).toEqual([
    { event: 'status', hook: 2, unit, status: 'maintenance', message: 'installing' },
    { event: 'log', hook: 2, unit, level: 'debug', lines: ['installed in unit-website-0'] },
    { event: 'log', hook: 2, unit, level: 'warning', lines: ['no cache'] },
    { event: 'port', hook: 6, unit, port: '8080/tcp', open: true },
    { event: 'status', hook: 7, unit, status: 'active', message: '' },
    {
      event: 'log',
      hook: 9,
      unit,
      level: 'warning',
      lines: [
        'proxy/0 asks for egress-subnets: 127.1.0.2/32',
        'ingress-address: 127.1.0.2',
        'private-address: 127.1.0.2',
      ],
    },
    { event: 'port', hook: 15, unit, port: '8080/tcp', open: false },
    { event: 'port', hook: 15, unit, port: '8081/tcp', open: true },
  ])
})

test(
  'two charms of plain shell hooks run unchanged, one with a look at all units of the other',
  { timeout: 60_000 },
  async () => {
    const model = closingModel({ seed: 3 })
    model.deploy('website', { directory: directoryOf('website'), units: 2 })
    model.deploy('proxy', { directory: directoryOf('proxy') })
    const relation = model.relate('proxy', 'website')
    await model.settle()
    const active = { workload: 'active', agent: 'idle' }
    expect(model.status('proxy/0')).toEqual({ ...active, message: 'forwards to 127.1.0.1:8080 127.1.0.2:8080' })
    expect(model.databag(relation, 'proxy')).toEqual(new Map([['frontend', '127.1.0.3']]))
    model.removeUnit('website/0')
    await model.settle()
    expect(model.status('proxy/0')).toEqual({ ...active, message: 'forwards to 127.1.0.2:8080' })
    expect(await model.exec('proxy/0', 'opened-ports')).toEqual({ code: 0, stdout: '80/tcp\n', stderr: '' })
    model.removeRelation(relation)
    await model.settle()
    expect(model.status('proxy/0')).toEqual({ ...active, workload: 'blocked', message: 'relate it to a website' })
    expect(await model.exec('proxy/0', 'opened-ports')).toEqual({ code: 0, stdout: '', stderr: '' })
  },
)
