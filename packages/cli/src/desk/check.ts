import type { CheckOptions } from '../check/check.ts'
import type { AddCommand } from '../command.ts'

/** `interlayer check` */
export const addCheck: AddCommand = (program, call) => {
  program
    .command('check')
    .summary('compare charmcraft.yaml with the code, and say which lines to change')
    .description(
      'Compares the endpoints, configuration options and actions of charmcraft.yaml (or of metadata.yaml, config.yaml and actions.yaml) with those of the charm’s code, which is loaded for it.',
    )
    .argument('[dir]', 'directory of the charm', '.')
    .option(
      '--entry <file>',
      'the module of the charm (default: interlayer.yaml, exports in package.json, then src/charm.ts)',
    )
    .option('--json', 'print JSON')
    .addHelpText('after', help)
    .action(async (directory: string, options: CheckOptions) => {
      const { check } = await import('../check/check.ts')
      await check(call, directory, options)
    })
}

const help = `
Examples:
  $ interlayer check
  $ interlayer check ./blog --entry src/charm.ts --json

Exit status: 0 when they agree, 1 when they differ.`
