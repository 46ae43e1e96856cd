import { InvalidArgumentError, Option } from 'commander'
import type { AddCommand } from '../command.ts'
import type { DecodeOptions } from '../decode/decode.ts'

/** `interlayer decode` */
export const addDecode: AddCommand = (program, call) => {
  program
    .command('decode')
    .summary('explain the databags that juju show-unit prints, and say what is missing or invalid')
    .description(
      'Reads what `juju show-unit` prints, as JSON or YAML, and says of each key of each databag whether it is as its interface wants it. Works for any charm whose interface has a package here.',
    )
    .argument('[file]', 'what was printed; standard input where it is - or left out')
    .option('--charm <dir>', 'directory of a unit’s charm, whose metadata name the interfaces', collect, [])
    .option('--interface <endpoint=interface[:side]>', 'interface, or package, of an endpoint of the unit', collect, [])
    .option('--interfaces <dir>', 'further directory of interface packages', collect, [])
    .addOption(
      new Option('--side <side>', 'read one databag, that this side has written').choices([
        'provides',
        'requires',
        'peers',
      ]),
    )
    .addOption(new Option('--bag <bag>', 'read one databag, of this kind').choices(['unit', 'app']))
    .option('--juju <version>', 'major version of the Juju that printed it', majorOf)
    .option('--reveal', 'show what is sensitive, secret, unknown or invalid')
    .option('--json', 'print JSON')
    .addHelpText('after', help)
    .action(async (file: string | undefined, options: DecodeOptions) => {
      const { decode } = await import('../decode/decode.ts')
      await decode(call, file, options)
    })
}

const help = `
Examples:
  $ juju show-unit mysql/0 --format json | interlayer decode
  $ juju show-unit blog/0 blog/1 | interlayer decode --charm ./blog
  $ juju show-unit wp/0 | interlayer decode --interface db=mysql:requires
  $ echo '{"port":"80"}' | interlayer decode --interface http --side provides --bag unit

Exit status: 0 when all is well, 1 when something needed is missing or anything is invalid.`

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value]
}

function majorOf(version: string): number {
  const major = Number.parseInt(version, 10)
  if (Number.isNaN(major)) throw new InvalidArgumentError('Give a version such as 3.6 or 4.')
  return major
}
