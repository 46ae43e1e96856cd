import { execFile } from 'node:child_process'
import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { charmcraft, charmProject, pack, temporaryDirectory, unzipped } from '../support/charm-project.ts'
import { hookSocket } from '../support/hook-socket.ts'

const files = {
  'charmcraft.yaml': charmcraft,
  'interlayer.yaml': { endpoints: { website: '@interlayer/interface-http' } },
  'src/charm.ts': undefined,
}

async function packed(): Promise<string> {
  const directory = charmProject(files)
  await pack(directory)
  return unzipped(join(directory, 'out/website_amd64.charm'))
}

interface Ended {
  readonly status: unknown
  readonly out: string
  readonly err: string
}

/** Runs `bin/interlayer` of a charm. */
function command(charm: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  const PATH = `${dirname(process.execPath)}:/usr/bin:/bin`
  return new Promise((resolve) => {
    const child = execFile(join(charm, 'bin/interlayer'), args, { env: { PATH, ...env } }, (error, out, err) => {
      resolve({ status: error?.code ?? 0, out, err })
    })
    child.stdin?.end('{"port": 80}')
  })
}

/** Without the charm's own code, so that it cannot be loaded. */
async function withoutCharm(): Promise<string> {
  const charm = await packed()
  const [bundle = ''] = readdirSync(join(charm, 'dist')).filter((name) => name.startsWith('charm-'))
  rmSync(join(charm, 'dist', bundle))
  return charm
}

test('in a hook a command of a packed charm loads nothing of the charm, and no streams of Node', async () => {
  const charm = await withoutCharm()
  const { path, asked } = hookSocket({ port: 80, names: ['yes', 'b'] })
  const probe = join(temporaryDirectory(), 'probe.cjs')
  writeFileSync(
    probe,
    `process.on('exit', () => console.error(process.moduleLoadList.filter((name) => /NativeModule (net|stream)$/.test(name)).join()))`,
  )
  const env = { INTERLAYER_SOCKET: path, NODE_OPTIONS: `--require ${probe}` }
  expect(await command(charm, ['call', 'website', 'configure', '-', '--format', 'json'], env)).toEqual({
    status: 0,
    out: '{"port":80,"names":["yes","b"]}\n',
    err: '\n',
  })
  expect(asked).toEqual([
    { id: 1, op: 'call', endpoint: 'website', method: 'configure', params: { port: 80 }, reveal: false },
  ])
})

test('it prints YAML too', async () => {
  const { path } = hookSocket({ port: 80, names: ['yes', 'b'] })
  expect(await command(await withoutCharm(), ['config'], { INTERLAYER_SOCKET: path })).toEqual({
    status: 0,
    out: 'names:\n- "yes"\n- b\nport: 80\n',
    err: '',
  })
})

test('what needs more than the hook, or has none, runs in the whole charm', async () => {
  const charm = await packed()
  const { path } = hookSocket(null)
  const described = await command(charm, ['describe', 'website', '--format', 'json'], { INTERLAYER_SOCKET: path })
  const help = await command(charm, ['when', '--help'], { INTERLAYER_SOCKET: path })
  const outside = await command(charm, ['flags'])
  expect(
    [described, help, outside].map(({ status, out, err }) => [status, out.slice(0, 21), err.slice(0, 12)]),
  ).toEqual([
    [0, '{"interface":"http","', ''],
    [0, 'Usage: interlayer whe', ''],
    [69, '', 'HOOK_MISSING'],
  ])
})
