import { expect, test } from 'vitest'
import { Model } from '../src/index.ts'
import { hookLines } from './support/lines.ts'
import { idle, puppet, writeAll, type Puppet } from './support/program.ts'

const http = { requires: { backend: 'http' } }

async function related(): Promise<{ model: Model; proxy: Puppet; website: Puppet }> {
  const model = new Model({ seed: 6 })
  const [proxy, website] = [puppet(), puppet()]
  model.deploy('proxy', { program: proxy.program, metadata: http })
  model.deploy('website', { program: website.program, metadata: { provides: { website: 'http' } } })
  model.relate('proxy', 'website')
  await model.settle()
  return { model, proxy, website }
}

test('a hook that throws publishes and stores nothing; the retry starts from the old state and succeeds once', async () => {
  const { model, website } = await related()
  const stored: unknown[] = []
  let attempts = 0
  website.does(async (tools) => {
    stored.push((await tools.stateGet()).get('count'))
    await tools.stateSet(new Map([['count', '1']]))
    await writeAll(tools, 'website', { bag: 'unit', values: { port: '80' } })
    await tools.statusSet('maintenance', `attempt ${++attempts}`)
    await tools.log('info', ['trying'])
    if (attempts < 3) throw new Error('no port')
  })
  const since = model.trace.length
  model.trigger('website/0', 'update-status')
  await model.settle()
  expect(stored).toEqual([undefined, undefined, undefined])
  const attempt = (hook: number) => [
    { event: 'status', hook, unit: 'website/0', status: 'maintenance', message: `attempt ${hook - 14}` },
    { event: 'log', hook, unit: 'website/0', level: 'info', lines: ['trying'] },
  ]
  const run = { event: 'hook', unit: 'website/0', hook: 'update-status' }
  expect(model.trace.slice(since + 1)).toEqual([
    ...attempt(15),
    { ...run, number: 15, outcome: 'failed', error: { message: 'no port' } },
    ...attempt(16),
    { ...run, number: 16, outcome: 'failed', error: { message: 'no port' } },
    ...attempt(17),
    { ...run, number: 17, outcome: 'ok' },
    { event: 'databag', hook: 17, relation: 0, owner: 'website/0', key: 'port', after: '<2 characters>' },
    {
      event: 'hook',
      number: 18,
      unit: 'proxy/0',
      hook: 'backend-relation-changed',
      relation: 'backend:0',
      remoteUnit: 'website/0',
      remoteApp: 'website',
      outcome: 'ok',
    },
  ])
})

test('a retry has the same hook and today’s data; what moved meanwhile gives a further changed', async () => {
  const { model, proxy, website } = await related()
  const read: unknown[] = []
  let broken = true
  proxy.does(async (tools) => {
    const { hook, relation } = tools.context
    read.push([hook, relation?.remoteUnit, (await tools.relationGet('backend:0', 'website/0'))?.get('port')])
    if (broken) throw new Error('not yet')
  })
  const publish = async (port: string): Promise<void> => {
    website.does((tools) => writeAll(tools, 'website', { bag: 'unit', values: { port } }))
    model.trigger('website/0', 'update-status')
    await model.settle({ units: ['website/0'] })
  }
  await publish('80')
  await model.step('proxy/0')
  await publish('81')
  await model.step('proxy/0')
  broken = false
  await model.settle()
  expect(read).toEqual([
    ['backend-relation-changed', 'website/0', '80'],
    ['backend-relation-changed', 'website/0', '81'],
    ['backend-relation-changed', 'website/0', '81'],
    ['backend-relation-changed', 'website/0', '81'],
  ])
})

test('a failed hook is retried when all other units have run dry', async () => {
  const model = new Model({ seed: 2 })
  const late = puppet()
  let ready = false
  late.does(async () => {
    if (!ready) throw new Error('the other one is not there')
  })
  model.deploy('late', { program: late.program })
  model.deploy('other', {
    program: async (tools) => {
      ready ||= tools.context.hook === 'start'
      return { ran: [], flags: [], steps: [] }
    },
  })
  await model.settle()
  expect(hookLines(model).toSorted()).toEqual(
    [
      'late/0: install failed',
      ...['late/0', 'other/0'].flatMap((unit) =>
        ['install', 'leader-elected', 'config-changed', 'start'].map((hook) => `${unit}: ${hook}`),
      ),
    ].toSorted(),
  )
})

test('a hook that keeps failing ends settle with the unit, the hook and the charm’s error', async () => {
  const model = new Model()
  const cause = new TypeError('no such file')
  model.deploy('broken', {
    program: () => Promise.reject(cause),
  })
  await expect(model.settle()).rejects.toMatchObject({
    code: 'HOOK_FAILED',
    message:
      'install of broken/0 failed 4 times: no such file. Correct the charm, or resolve the unit without a retry.',
    cause,
  })
  expect(model.status('broken/0')).toEqual({ workload: 'error', message: 'hook failed: "install"', agent: 'failed' })
})

test('a unit in error runs nothing else, and its neighbours go on', async () => {
  const { model, proxy } = await related()
  proxy.does(() => Promise.reject(new Error('no')))
  model.trigger('proxy/0', 'update-status')
  await model.step('proxy/0')
  model.addUnit('website')
  const since = model.trace.length
  await model.settle({ units: ['website/1'] })
  expect(hookLines(model, { since }).at(-1)).toBe('website/1: website-relation-changed website:0 proxy/0')
  await model.step('proxy/0')
  expect(hookLines(model, { since }).at(-1)).toBe('proxy/0: update-status failed')
})

test('resolved without a retry, a hook counts as run and commits nothing', async () => {
  const { model, proxy } = await related()
  proxy.does(async (tools) => {
    await tools.stateSet(new Map([['a', 'b']]))
    if (tools.context.hook === 'backend-relation-joined') throw new Error('no')
  })
  model.addUnit('website')
  await model.settle({ units: ['website/1'] })
  await model.step('proxy/0')
  const since = model.trace.length
  model.resolve('proxy/0', { retry: false })
  await model.settle()
  expect(hookLines(model, { since })).toEqual(['proxy/0: backend-relation-changed backend:0 website/1'])
  expect(() => model.resolve('proxy/0')).toThrow('Unit "proxy/0" has no failed hook: there is nothing to resolve.')
})

test('resolved with a retry, a hook has its turn before the other units run dry', async () => {
  const { model, proxy } = await related()
  proxy.does(() => Promise.reject(new Error('no')))
  model.trigger('proxy/0', 'update-status')
  await model.step('proxy/0')
  proxy.does(idle)
  model.resolve('proxy/0')
  expect(await model.settle()).toBe(1)
  expect(model.status('proxy/0')).toEqual({ workload: 'unknown', message: '', agent: 'idle' })
})
