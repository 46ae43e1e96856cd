import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, readdirSync, readFileSync, watch } from 'node:fs'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { expect, test } from 'vitest'
import { ZipFile } from 'yazl'
import { directoryWith } from '../support/bundle.ts'
import { interlayer, type Ended } from '../support/interlayer.ts'

// Hook tools in Go, for one in Node takes ten times as long.
const { INTERLAYER_TEST_TOOLS: tools = 'nowhere' } = process.env

const website = {
  'website/charmcraft.yaml':
    'name: website\nprovides: { website: { interface: http } }\nconfig: { options: { port: { type: int, default: 80 } } }\n',
  'website/hooks/website-relation-joined': '#!/bin/sh\nrelation-set port="$(config-get port)"\n',
  'website/hooks/start': '#!/bin/sh\n[ ! -e .git ] && status-set active "on $GREETING"\n',
  'website/.git/large': '',
}
const visitor = {
  'visitor/metadata.yaml': 'name: visitor\nrequires: { website: { interface: http } }\n',
  'visitor/manifest.yaml': 'bases: []\n',
  'visitor/hooks/website-relation-changed':
    '#!/bin/sh\nport=$(relation-get port)\n[ -z "$port" ] || status-set active "$port"\n',
}

function bundle(charm = './website'): string {
  return `applications: { website: { charm: ${charm}, num_units: 2 }, visitor: { charm: ./visitor, num_units: 2 } }\nrelations: [[website, visitor]]\n`
}

function simulate(directory: string, ...args: readonly string[]): Promise<Ended> {
  return interlayer(['simulate', 'bundle.yaml', '--hook-tools', tools, ...args], {
    directory,
    env: { GREETING: 'duty' },
  })
}

test('equal seeds give equal traces of processes that are killed, from a directory and from a .charm', async () => {
  const directory = directoryWith({
    ...website,
    ...visitor,
    'bundle.yaml': bundle(),
    'packed/bundle.yaml': bundle('../website.charm').replace('./v', '../v'),
  })
  await zip(join(directory, 'website.charm'), {
    'metadata.yaml': 'name: website\nprovides: { website: { interface: http } }\n',
    'config.yaml': 'options: { port: { type: int, default: 80 } }\n',
    'hooks/website-relation-joined': website['website/hooks/website-relation-joined'],
    'hooks/start': website['website/hooks/start'],
  })
  const run = async (from: string): Promise<readonly [Ended, string]> => {
    const args = ['--kill', '0.4', '--seed', '5', '--environment', 'GREETING', '--trace', 'trace.jsonl']
    const ended = await simulate(from, ...args, '--expect', 'website=active:on duty', '--expect', 'visitor=active:80')
    return [ended, readFileSync(join(from, 'trace.jsonl'), 'utf8')]
  }
  const [first, again, packed] = [await run(directory), await run(directory), await run(join(directory, 'packed'))]
  expect({ status: first[0].status, err: first[0].err }).toEqual({ status: 0, err: '' })
  expect(first[0].out).toMatch(
    /\nheld: seed 5; 42 hooks, of which 5 were killed or refused their commit, and ran again\.\n$/,
  )
  expect(again).toEqual(first)
  expect(packed[1]).toEqual(first[1])
})

async function zip(file: string, files: Readonly<Record<string, string>>): Promise<void> {
  const archive = new ZipFile()
  for (const [path, text] of Object.entries(files)) archive.addBuffer(Buffer.from(text), path, { mode: 0o100755 })
  archive.end()
  await finished(archive.outputStream.pipe(createWriteStream(file)))
}

test('no secret is in what is printed, nor in the trace', async () => {
  const files = {
    'website/metadata.yaml': 'name: website\n',
    'website/hooks/start': [
      '#!/bin/sh',
      'secret-add password=hunter2-and-more > /dev/null',
      'status-set active "the password is hunter2-and-more"',
      'juju-log -l ERROR "hunter2-and-more is the password"',
      'echo hunter2-and-more >&2; exit 1',
    ].join('\n'),
    'bundle.yaml': 'applications: { website: { charm: ./website, num_units: 1 } }\n',
  }
  const directory = directoryWith(files)
  const { status, out, err } = await simulate(directory, '--trace', 'trace.jsonl', '--expect', 'website=active')
  expect(status).toBe(1)
  expect(err).toContain('start of website/0 ended with status 1: ***')
  expect(err).toContain('\n  *** is the password\n')
  expect(`${out}${err}${readFileSync(join(directory, 'trace.jsonl'), 'utf8')}`).not.toContain('hunter2')
})

test('a charm of this project that has a dispatch is a process when that is asked for', async () => {
  const directory = join(import.meta.dirname, 'fixtures')
  const message = async (...args: readonly string[]): Promise<string | undefined> => {
    const { out } = await simulate(directory, '--units', 'website=1', '--units', 'visitor=0', ...args)
    return /^website\/0\* .*127\.1\.0\.1 +(.*)$/m.exec(out)?.[1]
  }
  expect([await message(), await message('--processes')]).toEqual(['serves on 8080', 'a process serves'])
})

test.each(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)('%s leaves no file behind', async (signal) => {
  const home = directoryWith({
    ...website,
    'website/hooks/start': '#!/bin/sh\ntouch "$HERE/begun"; sleep 1000\n',
    'bundle.yaml': 'applications: { website: { charm: ./website, num_units: 1 } }\n',
    'tmp/.keep': '',
  })
  const program = join(import.meta.dirname, '../../src/main.ts')
  const args = ['simulate', 'bundle.yaml', '--hook-tools', tools, '--environment', `HERE=${home}`]
  const child = spawn(process.execPath, ['--conditions=@interlayer/source', program, ...args], {
    cwd: home,
    env: { ...process.env, TMPDIR: join(home, 'tmp') },
    stdio: 'ignore',
  })
  const [begun, changes] = [() => readdirSync(home).includes('begun'), watch(home)]
  while (!begun()) await once(changes, 'change')
  changes.close()
  const left = (): readonly string[] => readdirSync(join(home, 'tmp')).filter((name) => name !== '.keep')
  expect(left().length).toBe(2)
  const removals = watch(join(home, 'tmp'))
  child.kill(signal)
  const [, ending] = (await once(child, 'exit')) as [unknown, string]
  while (left().length > 0) await once(removals, 'change')
  removals.close()
  expect(ending).toBe(signal)
})

test('a hook that hangs fails when its time is over, and ends with the run when that of the run is', async () => {
  const files = {
    'website/metadata.yaml': 'name: website\n',
    'website/hooks/start': '#!/bin/sh\nexec sleep 1000\n',
    'bundle.yaml': 'applications: { website: { charm: ./website, num_units: 1 } }\n',
  }
  const directory = directoryWith(files)
  const hook = await simulate(directory, '--hook-timeout', '0.3')
  expect({ status: hook.status, first: hook.err.split('\n')[0] }).toEqual({
    status: 1,
    first:
      'start of website/0 failed 4 times: start of website/0 was killed after 300 ms, with nothing on standard error. Correct the charm, or resolve the unit without a retry.',
  })
  const run = await simulate(directory, '--timeout', '2')
  expect({ status: run.status, first: run.err.split('\n')[0] }).toEqual({
    status: 1,
    first:
      'The model is not at rest after 2 s: website/0 had hooks to run. Give it a longer --timeout, or see its --trace.',
  })
})
