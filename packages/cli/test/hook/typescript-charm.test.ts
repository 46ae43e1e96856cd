import { fileURLToPath } from 'node:url'
import { join } from 'node:path'
import { HttpRequirer } from '@interlayer/interface-http'
import { defineCharm } from '@interlayer/runtime'
import { Model } from '@interlayer/simulator'
import { expect, onTestFinished, test } from 'vitest'
import { charmProject, pack, unzipped } from '../support/charm-project.ts'
import { interlayer } from '../support/interlayer.ts'

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url))
const command = `export NODE_COMPILE_CACHE="$JUJU_CHARM_DIR/cache"; exec '${process.execPath}' --conditions=@interlayer/source '${main}'`

/** A busy machine is no failure. */
const timeout = 120_000

/** As its author has it, with the command of these sources. */
const unpacked = {
  'src/charm.ts': `
import { HttpProvider } from '@interlayer/interface-http'
import { defineCharm, text } from '@interlayer/runtime'
import { program } from '@interlayer/runtime/process'
export default defineCharm({
  endpoints: { website: HttpProvider },
  flags: { configured: 'The website is told.' },
  config: { password: text('For the operator.', { sensitive: true, default: 'top secret' }) },
}).when('website.available', program('handlers/configure'))
`,
  'handlers/configure': '#!/bin/sh -e\ninterlayer call website configure --port 8080\ninterlayer flag set configured\n',
  'bin/interlayer': `#!/bin/sh\n${command} "$@"\n`,
  dispatch: `#!/bin/sh\n${command} dispatch\n`,
}

interface Deployed {
  readonly model: Model
  readonly relation: ReturnType<Model['relate']>
}

async function deployed(directory: string): Promise<Deployed> {
  const model = new Model({ seed: 1 })
  onTestFinished(() => model.close())
  model.deploy('website', { directory, report: true })
  model.deploy('proxy', { charm: defineCharm({ endpoints: { backend: HttpRequirer } }) })
  const relation = model.relate('website', 'proxy')
  await model.settle()
  return { model, relation }
}

test.each([
  ['as it is', async () => charmProject(unpacked)],
  [
    'packed',
    async () => {
      const directory = charmProject({ ...unpacked, 'bin/interlayer': undefined, dispatch: undefined })
      expect(await pack(directory)).toMatchObject({ status: 0, err: '' })
      return unzipped(join(directory, 'out/website_amd64.charm'))
    },
  ],
])(
  'a charm in TypeScript, %s, has the commands in its handlers and outside of hooks',
  { timeout },
  async (_what, make) => {
    const { model, relation } = await deployed(await make())
    const port = (): string | undefined => model.databag(relation, 'website/0')?.get('port')
    const exec = (line: string): ReturnType<Model['exec']> => model.exec('website/0', line)
    expect([port(), model.flags('website/0')]).toEqual(['8080', ['configured', 'website.available', 'website.joined']])
    expect(await exec('bin/interlayer when configured website.available')).toMatchObject({ code: 0, stderr: '' })
    expect(await exec('bin/interlayer call website configure --port 81')).toMatchObject({ code: 0, stderr: '' })
    expect(port()).toBe('81')
    expect(await exec('bin/interlayer config')).toMatchObject({ code: 0, stdout: 'password: "***"\n' })
    expect(await exec('bin/interlayer flag set website.available')).toMatchObject({
      code: 65,
      stderr: expect.stringContaining('FLAG_DERIVED: ') as string,
    })
    const { stdout } = await exec('bin/interlayer describe website')
    expect(stdout.split('\n').slice(0, 2)).toEqual(['interface: http', 'role: provides'])
  },
)

test('describe says what is wrong with the charm, and of an interface also where there is none, or a package that is none', async () => {
  const broken = charmProject({ 'src/charm.ts': 'throw new Error("not today")' })
  expect(await interlayer(['describe', 'website'], { directory: broken })).toEqual({
    status: 65,
    out: '',
    err: 'INPUT_INVALID: src/charm.ts cannot be loaded: not today\n',
  })
  for (const source of [undefined, 'export default 1']) {
    const directory = charmProject({ 'src/charm.ts': source })
    const { status, out } = await interlayer(['describe', 'http'], { directory })
    expect([status, out.split('\n')[0]]).toEqual([0, '- interface: http'])
  }
})
