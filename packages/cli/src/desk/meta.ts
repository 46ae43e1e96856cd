import type { MetaOptions } from '../check/meta.ts'
import type { AddCommand } from '../command.ts'

/** `interlayer meta` */
export const addMeta: AddCommand = (program, call) => {
  program
    .command('meta')
    .summary('print the sections of charmcraft.yaml that follow from the code')
    .description(
      'Prints provides, requires, peers, config and actions as the charm’s code has them, to paste into charmcraft.yaml.',
    )
    .argument('[dir]', 'directory of the charm', '.')
    .option(
      '--entry <file>',
      'the module of the charm (default: interlayer.yaml, exports in package.json, then src/charm.ts)',
    )
    .option('--subordinate', 'the charm is a subordinate; its charmcraft.yaml says so where there is one')
    .addHelpText('after', help)
    .action(async (directory: string, options: MetaOptions) => {
      const { meta } = await import('../check/meta.ts')
      await meta(call, directory, options)
    })
}

const help = `
Example:
  $ interlayer meta ./blog >> ./blog/charmcraft.yaml`
