import { fileURLToPath } from 'node:url'
import { defineCharm, defineInterface, port, Requirer, text, type Contract } from '@interlayer/runtime'
import { expect, onTestFinished, test } from 'vitest'
import { Model } from '../../src/index.ts'

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

const directory = fileURLToPath(new URL('../charms/website', import.meta.url))

test('a charm of plain shell hooks runs unchanged, related to one of this process', { timeout: 60_000 }, async () => {
  const model = new Model({ seed: 3 })
  onTestFinished(() => model.close())
  model.deploy('website', { directory })
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
