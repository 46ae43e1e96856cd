import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { processSurroundings, run } from '@interlayer/cli'

/** Packs a charm as its users do, from the sources of the workspace, and unpacks it as Juju does, into a directory. */
export async function deployPacked(charm: string, directory: string): Promise<void> {
  const output = await mkdtemp(join(tmpdir(), 'interlayer-bench-'))
  try {
    const args = ['pack', charm, '--output', output, '--conditions', '@interlayer/source']
    const status = await run(args, { ...processSurroundings(), out: () => undefined })
    if (status !== 0) throw new Error(`interlayer pack ended with ${status}.`)
    await promisify(execFile)('python3', ['-m', 'zipfile', '--extract', join(output, 'proxy_amd64.charm'), directory])
  } finally {
    await rm(output, { recursive: true })
  }
}
