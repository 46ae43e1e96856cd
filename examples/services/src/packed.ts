import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { processSurroundings, run, StagingArea, unpackCharm } from '@interlayer/cli'

const area = new StagingArea()

/** A charm as `interlayer pack` makes it, in a directory as Juju has it on a machine, until this process ends. */
export async function packedCharm(directory: string): Promise<string> {
  const output = area.place()
  mkdirSync(output)
  const said: string[] = []
  const say = (text: string): void => void said.push(text)
  const args = ['pack', directory, '--output', output, '--conditions', '@interlayer/source']
  const status = await run(args, { ...processSurroundings(), out: say, err: say })
  const [file] = readdirSync(output)
  if (status !== 0 || file === undefined) throw new Error(`${directory} cannot be packed: ${said.join('')}`)
  return unpackCharm(join(output, file), area)
}
