import { existsSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import type { AnyCharm } from '@interlayer/runtime'
import { main } from '@interlayer/runtime/process'

/** Runs the hook or action of this process, which ends with it; `ended` hears of one that succeeded. */
export async function runDispatch(
  charm: AnyCharm,
  directory: string,
  ended?: Parameters<typeof main>[1],
): Promise<never> {
  offerCommand(directory)
  return await main(charm, ended)
}

/** Puts the folder in which `interlayer` stands first on the PATH that handlers get, where it is known. */
function offerCommand(directory: string): void {
  const [, program = ''] = process.argv
  const folders = [dirname(program), join(directory, 'bin'), join(directory, 'node_modules/.bin')]
  const folder = folders.find((one) => existsSync(join(one, 'interlayer')))
  const { PATH: path = '' } = process.env
  if (folder !== undefined && !path.split(delimiter).includes(folder))
    process.env['PATH'] = [folder, path].join(delimiter)
}
