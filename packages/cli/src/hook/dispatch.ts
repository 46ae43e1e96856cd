import { CliError } from '../errors.ts'
import { readArguments } from './arguments.ts'
import type { HookCommand } from './hook-command.ts'

/** `interlayer dispatch` */
export const dispatchCommand: HookCommand = {
  name: 'dispatch',
  usage: '',
  summary: 'run the hook or action for which Juju started this process: what a charm’s dispatch does',
  help: `
Reads interlayer.yaml and charmcraft.yaml in the charm's directory, runs the executables whose conditions hold, and publishes what they
did when all of them have ended with 0. When one fails, nothing is published, and Juju runs the hook again.

Examples:
  $ cat dispatch
  #!/bin/sh
  exec "$JUJU_CHARM_DIR/node_modules/.bin/interlayer" dispatch`,
  async run(args, call) {
    if (readArguments(args).operands.length > 0)
      throw new CliError('USAGE', 'dispatch takes nothing: Juju says by the environment what to do.')
    await call.dispatch()
    call.end(Number(process.exitCode ?? 0))
  },
}
