import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { definitionsIn } from '@interlayer/contract'
import type { InterfaceDefinition } from '@interlayer/runtime'
import { CliError } from '../errors.ts'

/** An interface of which there is a package. */
export interface InstalledInterface {
  readonly interface: string
  readonly package: string
  /** The newest wire first. */
  readonly definitions: readonly [InterfaceDefinition, ...InterfaceDefinition[]]
}

/** What was found, and which packages could not be loaded, with the reason. */
export interface Installed {
  readonly interfaces: readonly InstalledInterface[]
  readonly broken: readonly string[]
}

/** Where to look: `node_modules` from a directory upwards, and further directories of packages. */
export interface Places {
  readonly directory: string
  readonly further: readonly string[]
}

/** Every interface package (`interface-*`, of any scope). The one that is found first under a name counts. */
export async function installedInterfaces({ directory, further }: Places): Promise<Installed> {
  const given = further.map((place) => resolve(directory, place))
  const absent = given.find((place) => statSync(place, { throwIfNoEntry: false })?.isDirectory() !== true)
  if (absent !== undefined)
    throw new CliError('FILE_UNREADABLE', `${absent} is no directory: give --interfaces a directory of packages.`)
  const folders = [...given.flatMap(packagesIn), ...upwards(directory).flatMap(packagesIn)]
  const named = new Map(folders.map((folder) => [nameOf(folder), folder] as const).reverse())
  const loaded = await Promise.all([...named].map(async ([name, folder]) => load(name, folder)))
  const interfaces = loaded.filter((found) => typeof found !== 'string')
  return {
    interfaces: interfaces.sort((a, b) => (a.package < b.package ? -1 : 1)),
    broken: loaded.filter((found) => typeof found === 'string'),
  }
}

/** Those of an interface or a package of this name; INTERFACE_UNKNOWN where there is none. */
export function interfacesNamed(
  name: string,
  interfaces: readonly InstalledInterface[],
): readonly [InstalledInterface, ...InstalledInterface[]] {
  const [first, ...others] = interfaces.filter((one) => one.interface === name || one.package === name)
  if (first !== undefined) return [first, ...others]
  const all = interfaces.map((one) => one.interface).join(', ')
  throw new CliError('INTERFACE_UNKNOWN', `No package of ${name} is installed here. There are: ${all || 'none'}.`)
}

function upwards(directory: string): readonly string[] {
  const parent = dirname(directory)
  return [join(directory, 'node_modules'), ...(parent === directory ? [] : upwards(parent))]
}

/** A directory of packages, of scopes of them, or a package itself. */
function packagesIn(directory: string): readonly string[] {
  if (basename(directory).startsWith('interface-') && existsSync(join(directory, 'package.json'))) return [directory]
  return foldersIn(directory).flatMap((folder) => {
    if (basename(folder).startsWith('@')) return foldersIn(folder).filter(isInterfacePackage)
    return isInterfacePackage(folder) ? [folder] : []
  })
}

function isInterfacePackage(folder: string): boolean {
  return basename(folder).startsWith('interface-') && existsSync(join(folder, 'package.json'))
}

function foldersIn(directory: string): readonly string[] {
  if (!existsSync(directory)) return []
  return readdirSync(directory)
    .sort()
    .map((name) => join(directory, name))
}

function nameOf(folder: string): string {
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    const name: unknown = typeof manifest === 'object' && manifest !== null && 'name' in manifest ? manifest.name : ''
    return typeof name === 'string' ? name : folder
  } catch {
    return folder
  }
}

async function load(name: string, folder: string): Promise<InstalledInterface | string> {
  try {
    const module = await importPackage(name, folder)
    const [newest, ...older] = [...definitionsIn(module)].sort((a, b) => b.wire - a.wire)
    if (newest === undefined) return `${name} exports no definition of an interface`
    return { interface: newest.name, package: name, definitions: [newest, ...older] }
  } catch (error) {
    return `${name} cannot be loaded: ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)}`
  }
}

/** By its own name, so that its exports count. */
async function importPackage(name: string, folder: string): Promise<Readonly<Record<string, unknown>>> {
  const file = createRequire(join(folder, 'package.json')).resolve(name)
  const module: unknown = await import(pathToFileURL(file).href)
  return typeof module === 'object' && module !== null ? { ...module } : {}
}
