import { existsSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { main } from '@interlayer/runtime/process'
import type { HookCall } from './hook-command.ts'

/** Runs the hook or action of this process. */
export async function runDispatch(call: HookCall): Promise<void> {
  const charm = await call.charm()
  offerCommand(call.env['JUJU_CHARM_DIR'] ?? call.directory)
  await main(charm)
  call.end(Number(process.exitCode ?? 0))
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
