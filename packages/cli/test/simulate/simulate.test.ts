import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { directoryWith } from '../support/bundle.ts'
import { interlayer, type Ended } from '../support/interlayer.ts'

const directory = join(import.meta.dirname, 'fixtures')

function simulate(...args: readonly string[]): Promise<Ended> {
  return interlayer(['simulate', 'bundle.yaml', ...args], { directory })
}

async function document(...args: readonly string[]): Promise<Readonly<Record<string, unknown>>> {
  return JSON.parse((await simulate(...args, '--json')).out) as Record<string, unknown>
}

const unit = (address: string, message: string): object => ({
  'workload-status': { current: 'active', message },
  'juju-status': { current: 'idle' },
  leader: true,
  'public-address': address,
})

test('runs a bundle to its rest and shows its status as Juju does', async () => {
  const { status, err, out } = await simulate('--expect', '*=active', '--expect', 'visitor=active:3 websites*')
  expect({ status, err, out: out.split('\n') }).toEqual({
    status: 0,
    err: '',
    out: [
      'App      Version  Status  Scale  Charm    Message',
      'website           active  3      website  serves on 8080',
      'visitor           active  1      visitor  3 websites at 8080',
      '',
      'Unit        Workload  Agent  Public address  Message',
      'website/0*  active    idle   127.1.0.1       serves on 8080',
      'website/1   active    idle   127.1.0.2       serves on 8080',
      'website/2   active    idle   127.1.0.3       serves on 8080',
      'visitor/0*  active    idle   127.1.0.4       3 websites at 8080',
      '',
      'Endpoint         Related to  Interface  Type',
      'website:website  visitor     http       regular',
      'visitor:website  website     http       regular',
      '',
      'held: seed 0; 32 hooks.',
      '',
    ],
  })
})

test('says what does not hold and how to see it again, and exits with 1', async () => {
  const steps = ['config website "banner=Bob’s secret"', 'config website open=false', 'remove-unit visitor/1']
  const { status, err, out } = await simulate(
    ...['--seed', '7', '--units', 'visitor=2', ...steps.flatMap((step) => ['--do', step])],
    ...['--expect', 'website/*=active', '--expect', 'visitor=waiting', '--expect', 'nobody=active'],
  )
  expect({ status, err: err.split('\n'), last: out.split('\n').at(-2) }).toEqual({
    status: 1,
    err: [
      'website/*=active: website/0 is maintenance (Bob’s secret 8080), website/1 is maintenance (Bob’s secret 8080), website/2 is maintenance (Bob’s secret 8080).',
      'nobody=active: there is no such unit.',
      '',
      'To see this run again (with your own values for ***):',
      "  interlayer simulate bundle.yaml --seed 7 --units visitor=2 --do 'config website banner=***' --do 'config website open=***' --do 'remove-unit visitor/1' --expect 'website/*=active' --expect visitor=waiting --expect nobody=active",
      '',
    ],
    last: 'not held: seed 7; 64 hooks.',
  })
})

test('prints JSON with applications as juju status has them', async () => {
  expect(await document('--units', 'website=1', '--expect', 'visitor=blocked')).toEqual({
    held: false,
    seed: 0,
    runs: 1,
    hooks: 14,
    interrupted: 0,
    problems: ['visitor=blocked: visitor/0 is active (1 websites at 8080).'],
    log: [],
    replay: 'interlayer simulate bundle.yaml --seed 0 --units website=1 --expect visitor=blocked',
    applications: {
      website: {
        charm: './website',
        'application-status': { current: 'active', message: 'serves on 8080' },
        relations: { website: [{ 'related-application': 'visitor', interface: 'http', scope: 'global' }] },
        units: { 'website/0': unit('127.1.0.1', 'serves on 8080') },
      },
      visitor: {
        charm: './visitor',
        'application-status': { current: 'active', message: '1 websites at 8080' },
        relations: { website: [{ 'related-application': 'website', interface: 'http', scope: 'global' }] },
        units: { 'visitor/0': unit('127.1.0.2', '1 websites at 8080') },
      },
    },
  })
})

test('tries seed after seed and stops at the first that does not hold', async () => {
  const args = ['--do', 'config visitor picky=true', '--do', 'integrate visitor website', '--expect', 'visitor=active']
  const bundle = readFileSync(join(directory, 'bundle.yaml'), 'utf8').replace(/relations:[\s\S]*/, '')
  const files = directoryWith({ 'bundle.yaml': bundle.replaceAll('./', `${directory}/`) })
  const run = (...seeds: readonly string[]): Promise<Ended> =>
    interlayer(['simulate', 'bundle.yaml', ...seeds, ...args], { directory: files })
  const { status, err, out } = await run('--seeds', '0..50')
  const [, seed = ''] = /--seed (\d+)/.exec(err) ?? []
  expect({ status, seed, last: out.split('\n').at(-2) }).toEqual({
    status: 1,
    seed: '2',
    last: 'not held: 3 seeds to 2; 33 hooks in the last.',
  })
  expect((await run('--seed', seed)).status).toBe(1)
  for (let before = 0; before < Number(seed); before += 1) expect((await run('--seed', String(before))).status).toBe(0)
  expect((await run('--seeds', `0..${Number(seed) - 1}`)).status).toBe(0)
})

test('kills hooks and refuses their commit, and the charms bear it; equal seeds give equal traces', async () => {
  const trace = join(directoryWith({}), 'trace.jsonl')
  const run = async (...args: readonly string[]): Promise<readonly unknown[]> => {
    const { held, interrupted, applications } = await document('--units', 'website=20', '--trace', trace, ...args)
    return [held, interrupted, applications, readFileSync(trace, 'utf8')]
  }
  const faults = ['--kill', '0.3', '--fail', '0.3', '--seed', '3', '--expect', '*=active']
  const [plain, faulty, again] = [await run('--seed', '3'), await run(...faults), await run(...faults)]
  expect(faulty).toEqual(again)
  expect([faulty[0], faulty[1], plain[1]]).toEqual([true, 107, 0])
  expect(faulty[2]).toEqual(plain[2])
  const events = String(faulty[3])
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
  expect(events.filter(({ outcome }) => outcome === 'failed').length).toBe(107)
})

test('takes the steps of a script and then those of the command line, and expects in between', async () => {
  const script = `
- config website port=81 open=true
- expect visitor=active:3 websites at 81
- add-unit website -n 2
- remove-unit website/0 website/1
- expect visitor=active:3 websites at 81
- elect website/4
- "config website 'banner=is at' --reset port"
- settle
- expect website/4=active:is at 8080
- remove-relation visitor:website website
- expect visitor=waiting
- integrate website visitor
- expect visitor=active
- run website/4 backup to=disk
- trigger visitor/0 update-status
- remove-application website
`
  const files = directoryWith({ 'story.yaml': script })
  const story = join(files, 'story.yaml')
  const held = await simulate('--script', story, '--do', 'expect website/*=active', '--expect', 'visitor=waiting')
  expect(held.err.split('\n')[0]).toBe('website/*=active: there is no such unit.')
  expect(await document('--script', story, '--expect', 'visitor=waiting')).toMatchObject({ held: true, problems: [] })
})

test('a hook that keeps failing does not hold, and neither does an action that fails', async () => {
  const failing = ['--units', 'website=1', '--do', 'trigger website/0 update-status']
  const message = 'The handler "hook:update-status" failed: the disk is full'
  expect(await document(...failing)).toMatchObject({
    held: false,
    problems: [
      `update-status of website/0 failed 4 times: ${message}. Correct the charm, or resolve the unit without a retry.`,
    ],
    applications: { website: { 'application-status': { current: 'error' } } },
  })
  expect(await document('--do', 'run website/0 backup to=tape')).toMatchObject({
    held: false,
    problems: ['run website/0 backup: The handler "action backup" failed: there is no tape.'],
  })
  const { out, err } = await simulate('--do', 'run website/0 backup')
  expect({ out: out.includes('hunter2'), err }).toEqual({ out: false, err: '' })
})

test('a hook that fails is tried as often as is asked for, and what to do to see it is said with it', async () => {
  const failing = ['--units', 'website=1', '--units', 'visitor=0', '--do', 'trigger website/0 update-status']
  const { status, out, err } = await simulate(...failing, '--retries', '0')
  expect({ status, unit: /^website\/0.*$/m.exec(out)?.[0], last: out.split('\n').at(-2) }).toEqual({
    status: 1,
    unit: 'website/0*  error     failed  127.1.0.1       hook failed: "update-status"',
    last: 'not held: seed 0; 6 hooks.',
  })
  expect(err.split('\n')).toEqual([
    'update-status of website/0 failed once: The handler "hook:update-status" failed: the disk is full. Correct the charm, or resolve the unit without a retry.',
    '',
    'To see this run again:',
    "  interlayer simulate bundle.yaml --seed 0 --units website=1 --units visitor=0 --do 'trigger website/0 update-status' --retries 0",
    '',
  ])
  const { hooks } = await document(...failing, '--retries', '9')
  expect(hooks).toBe(15)
})

test('of a process that says nothing by itself, what Juju logged is the reason', async () => {
  const silent = directoryWith({
    'bundle.yaml': 'applications: { web: { charm: ./web, num_units: 1 } }\n',
    'web/metadata.yaml': 'name: web\n',
    'web/hooks/install': '#!/bin/sh\njuju-log -l ERROR "no paper"\nexit 3\n',
  })
  const ended = await interlayer(['simulate', 'bundle.yaml', '--retries', '0'], { directory: silent })
  expect({ status: ended.status, err: ended.err.split('\n'), last: ended.out.split('\n').at(-2) }).toEqual({
    status: 1,
    err: [
      'install of web/0 failed once: install of web/0 ended with status 3, with nothing on standard error. Correct the charm, or resolve the unit without a retry.',
      '',
      'The hook that failed last wrote to its log:',
      '  no paper',
      '',
      'To see this run again:',
      '  interlayer simulate bundle.yaml --seed 0 --retries 0',
      '',
    ],
    last: 'not held: seed 0; 1 hook.',
  })
})

test('a unit may be in error where that is expected, until it is resolved; no other unit may', async () => {
  const run = async (units: string, ...steps: readonly string[]): Promise<unknown> => {
    const story = ['trigger website/0 update-status', ...steps].flatMap((step) => ['--do', step])
    return (await document('--units', `website=${units}`, ...story))['problems']
  }
  const failure = 'update-status of website/0 failed 4 times: '
  expect(await run('1', 'expect website/0=error', 'resolved website/0 --no-retry', 'expect website/0=active')).toEqual(
    [],
  )
  expect(await run('1', 'expect website/0=error', 'resolved website/0')).toEqual([expect.stringContaining(failure)])
  expect(await run('1', 'expect website/0=error', 'expect website/0=active')).toEqual([
    expect.stringContaining(failure),
  ])
  expect(await run('2', 'trigger website/1 update-status', 'expect website/0=error')).toEqual([
    expect.stringMatching(/^update-status of website\/[01] failed 4 times: /),
  ])
  expect(await document('--do', 'trigger website/0 update-status', '--expect', 'website/0=error')).toMatchObject({
    held: true,
    problems: [],
  })
})

test('a model that is too large for its time is stopped, though it leaves no time for a timer', async () => {
  const { held, problems } = await document('--units', 'website=150', '--units', 'visitor=150', '--timeout', '0.2')
  expect(held).toBe(false)
  expect(problems).toEqual([
    expect.stringMatching(/^The model is not at rest after 0.2 s: .* and \d+ more had hooks to run\./),
  ])
})

test('a model that does not come to rest in time does not hold', async () => {
  expect(
    await document('--timeout', '1', '--do', 'config visitor tireless=true', '--do', 'trigger visitor/0 start'),
  ).toMatchObject({
    held: false,
    problems: [
      'The model is not at rest after 1 s: visitor/0 had hooks to run. Give it a longer --timeout, or see its --trace.',
    ],
  })
})
