import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Charm } from '@interlayer/runtime'
import { readCharmDirectory, type CharmMetadata, type LoadedCharm } from '@interlayer/simulator'
import { CliError } from '../errors.ts'

/** The charm that the package in a directory exports, by default; undefined where there is no package, or none that exports. */
export async function charmOfModule(directory: string): Promise<LoadedCharm | undefined> {
  const file = moduleOf(directory)
  if (file === undefined) return undefined
  const charm = await importCharm(file)
  return charm instanceof Charm ? { charm, metadata: readCharmDirectory(filesOf(directory)) } : undefined
}

/** What a charm says of itself, in its files where it has some. */
export function metadataOf(charm: LoadedCharm): CharmMetadata {
  return charm.metadata ?? ('directory' in charm ? readCharmDirectory(filesOf(charm.directory)) : {})
}

function moduleOf(directory: string): string | undefined {
  const manifest = join(directory, 'package.json')
  if (!existsSync(manifest)) return undefined
  try {
    const { name = '', exports, main } = readManifest(manifest)
    if (exports === undefined && main === undefined) return undefined
    return createRequire(manifest).resolve(exports === undefined ? directory : name)
  } catch (cause) {
    const reason = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause)
    throw new CliError('INPUT_INVALID', `${manifest} leads to no module: ${reason}. Correct its exports.`, { cause })
  }
}

interface Manifest {
  readonly name?: string
  readonly exports?: unknown
  readonly main?: unknown
}

function readManifest(file: string): Manifest {
  const value: unknown = JSON.parse(readFileSync(file, 'utf8'))
  return typeof value === 'object' && value !== null ? value : {}
}

async function importCharm(file: string): Promise<unknown> {
  try {
    const module: unknown = await import(pathToFileURL(file).href)
    return typeof module === 'object' && module !== null && 'default' in module ? module.default : undefined
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new CliError('INPUT_INVALID', `${file} cannot be imported: ${reason}. Correct it.`, { cause })
  }
}

function filesOf(directory: string): Parameters<typeof readCharmDirectory>[0] {
  const names = ['charmcraft.yaml', 'metadata.yaml', 'config.yaml'] as const
  const there = names.filter((name) => existsSync(join(directory, name)))
  return Object.fromEntries(there.map((name) => [name, readFileSync(join(directory, name), 'utf8')]))
}
