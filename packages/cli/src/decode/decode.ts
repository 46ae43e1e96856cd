import type { Role } from '@interlayer/runtime'
import type { BagKind } from '@interlayer/runtime/adapter'
import type { Call } from '../command.ts'
import { CliError } from '../errors.ts'
import { parseInput, type Place } from '../input/document.ts'
import { inkFor } from '../input/ink.ts'
import { readInput } from '../input/text.ts'
import { installedInterfaces, interfacesNamed, type InstalledInterface } from '../interfaces/installed.ts'
import { decodeUnits, isWanting, type DecodedRelation } from './decoded.ts'
import { decodeDatabag } from './one-databag.ts'
import { decodeReport } from './report.ts'
import { readBagAt, readShownUnits } from './show-unit.ts'
import { checkSayings, readCharm, readSaying, tell } from './told.ts'

/** As commander parses them. */
export interface DecodeOptions {
  readonly charm: readonly string[]
  readonly interface: readonly string[]
  readonly interfaces: readonly string[]
  readonly side?: Role
  readonly bag?: BagKind
  readonly juju?: number
  readonly reveal?: true
  readonly json?: true
}

/** Decodes what `juju show-unit` printed, or one databag, and says whether anything is missing or invalid. */
export async function decode(call: Call, file: string | undefined, options: DecodeOptions): Promise<void> {
  const input = parseInput(await readInput(call, file))
  const { interfaces, broken } = await installedInterfaces({ directory: call.directory, further: options.interfaces })
  for (const problem of broken) call.err(`${problem}: it is left out.\n`)
  const { side, bag } = options
  const relations =
    side === undefined && bag === undefined
      ? await decodeShown({ input, interfaces, directory: call.directory }, options)
      : [decodeOne({ input, interfaces }, options)]
  call.out(options.json ? `${JSON.stringify({ relations }, undefined, 2)}\n` : decodeReport(relations, inkFor(call)))
  if (isWanting(relations)) call.end(1)
}

interface Given {
  readonly input: Place
  readonly interfaces: readonly InstalledInterface[]
}

async function decodeShown(
  { input, interfaces, directory }: Given & { readonly directory: string },
  options: DecodeOptions,
): Promise<readonly DecodedRelation[]> {
  const units = readShownUnits(input)
  const sayings = options.interface.map(readSaying)
  for (const { name } of sayings) interfacesNamed(name, interfaces)
  const charms = await Promise.all(options.charm.map(async (given) => readCharm(directory, given)))
  checkSayings(units, { sayings, charms })
  return decodeUnits(units, {
    interfaces,
    told: (shown) => tell(shown, { sayings, charms }),
    juju: options.juju,
    reveal: options.reveal === true,
  })
}

function decodeOne({ input, interfaces }: Given, options: DecodeOptions): DecodedRelation {
  const { side, bag, reveal } = options
  const [name, ...more] = options.interface
  if (side === undefined || bag === undefined || name === undefined || more.length > 0)
    throw new CliError('USAGE', 'One databag is told by --interface, --side and --bag: give all three, each once.')
  return decodeDatabag({ raw: readBagAt(input), name, side, bag, reveal: reveal === true }, interfaces)
}
