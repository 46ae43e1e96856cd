import { cp, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { processSurroundings, run, StagingArea, unpackCharm } from '@interlayer/cli'

/** Packs a charm as its users do, from the sources of the workspace, and unpacks it as Juju does, into a directory. */
export async function deployPacked(charm: string, directory: string): Promise<void> {
  const area = new StagingArea()
  const output = area.place()
  await mkdir(output)
  const args = ['pack', charm, '--output', output, '--conditions', '@interlayer/source']
  const status = await run(args, { ...processSurroundings(), out: () => undefined })
  if (status !== 0) throw new Error(`interlayer pack ended with ${status}.`)
  await cp(await unpackCharm(join(output, 'proxy_amd64.charm'), area), directory, { recursive: true })
  area.remove()
}
