import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { CliError } from '../errors.ts'
import { archive } from './archive.ts'
import type { Base } from './bases.ts'
import { billOfMaterials } from './bill-of-materials.ts'
import { bundle, type Bundle } from './bundle.ts'
import { checkCharm } from './charm-check.ts'
import type { CharmFile } from './charm-file.ts'
import { readCharmPackage } from './charm-package.ts'
import { readCharmcraft, type Charmcraft } from './charmcraft.ts'
import { charmCode } from './charm-code.ts'
import { copiedFiles } from './copied-files.ts'
import { jujuFiles } from './juju-files.ts'
import { startedBundle } from './launcher.ts'
import { nodeRuntime } from './node-runtime.ts'
import { writeOutput } from './output.ts'
import { packagesOf, type BundledPackage } from './packages.ts'
import { charmFileName, onlyArchitecture, platformsOf, type Platform } from './platform.ts'

/** How a charm is packed. */
export interface PackOptions {
  /** The directory of the charm. */
  readonly directory: string
  /** The directory for what is written. */
  readonly output: string
  /** Whether the charm brings Node along. */
  readonly node: boolean
  /** Platforms by name; all when there are none. */
  readonly platforms: readonly string[]
  /** The module of the charm, where package.json does not say it. */
  readonly entry: string | undefined
  /** Files and folders to copy, beside the usual ones. */
  readonly include: readonly string[]
  /** Conditions of `exports`, before Node's own. */
  readonly conditions: readonly string[]
  /** The date in the manifest: it is the only one. */
  readonly date: Date
  /** Hears of each step. */
  readonly tell: (step: string) => void
}

/** One `.charm` that was written. */
export interface PackedPlatform {
  readonly file: string
  readonly platform: string
  /** On which it runs, such as `ubuntu@24.04:amd64`. */
  readonly bases: readonly string[]
  readonly bytes: number
  readonly sha256: string
  readonly files: readonly { path: string; executable: boolean; bytes: number; sha256: string }[]
}

/** What is the same for all platforms. */
interface Common {
  readonly charmcraft: Charmcraft
  readonly bundled: Bundle
  readonly copied: readonly CharmFile[]
  readonly packages: readonly BundledPackage[]
}

/** Packs a charm for each of its platforms. */
export async function pack(options: PackOptions): Promise<readonly PackedPlatform[]> {
  const charmcraft = readCharmcraft(options.directory)
  const platforms = platformsOf(charmcraft, options.platforms)
  const common = await commonParts(charmcraft, options)
  const packed: PackedPlatform[] = []
  for (const platform of platforms) packed.push(await packFor(platform, common, options))
  return packed
}

async function commonParts(charmcraft: Charmcraft, options: PackOptions): Promise<Common> {
  const { directory, conditions, tell } = options
  const manifest = await readCharmPackage(directory)
  const { entry, programs } = await charmCode(directory, { ...options, manifest, charmcraft })
  tell('bundling the code')
  const bundled = await bundle({ directory, entry, conditions })
  await checkCharm(bundled, charmcraft)
  const copied = copiedFiles(directory, [...programs, ...manifest.include, ...options.include])
  const packages = await packagesOf(bundled.modules, { name: charmcraft.name, folder: directory })
  return { charmcraft, bundled, copied, packages }
}

async function packFor(platform: Platform, common: Common, options: PackOptions): Promise<PackedPlatform> {
  const { charmcraft, bundled, copied, packages } = common
  const { directory, output, date, tell } = options
  const node = options.node ? await nodeRuntime(onlyArchitecture(platform), directory) : undefined
  const files = withoutCollisions([
    ...copied,
    ...(await startedBundle(bundled, node)),
    ...jujuFiles(charmcraft, platform, date.toISOString()),
    ...(node === undefined ? [] : [node.program, ...node.licence]),
    billOfMaterials({ name: charmcraft.name, packages, node }),
  ])
  const file = join(output, charmFileName(charmcraft.name, platform))
  tell(`writing ${file}`)
  const content = await archive(files)
  await writeOutput(file, content)
  return {
    ...{ file, platform: platform.name, bases: platform.bases.flatMap(baseNames) },
    ...sizeOf(content),
    files: files.map((one) => ({ path: one.path, executable: one.executable, ...sizeOf(one.content) })),
  }
}

function baseNames({ name, channel, architectures }: Base): readonly string[] {
  return architectures.map((architecture) => `${name}@${channel}:${architecture}`)
}

/** Sorted by path. What is copied must not have the place of what is written. */
function withoutCollisions(files: readonly CharmFile[]): readonly CharmFile[] {
  const sorted = files.toSorted((one, other) => (one.path < other.path ? -1 : 1))
  const twice = sorted.find(({ path }, index) => sorted[index + 1]?.path === path)
  if (twice === undefined) return sorted
  throw new CliError(
    'INPUT_INVALID',
    `${twice.path} is to be included, and has the name of a file that is made. Rename it.`,
  )
}

function sizeOf(content: Buffer): { bytes: number; sha256: string } {
  return { bytes: content.length, sha256: createHash('sha256').update(content).digest('hex') }
}
