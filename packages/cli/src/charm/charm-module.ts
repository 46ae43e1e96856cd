import { relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { AnyCharm } from '@interlayer/runtime'
import { CliError } from '../errors.ts'
import { entryModule, readCharmPackage } from '../pack/charm-package.ts'

/** A charm with the file that it was loaded from, as seen from its directory. */
export interface LoadedCharm {
  readonly charm: AnyCharm
  readonly file: string
}

/** Loads the charm that a module exports by default: the one that is named, or that of the package in the directory. */
export async function loadCharmModule(directory: string, entry: string | undefined): Promise<LoadedCharm> {
  const path = entryModule(directory, entry, await readCharmPackage(directory))
  const below = relative(directory, path)
  const file = below.startsWith('..') ? path : below
  const module: unknown = await import(pathToFileURL(path).href).catch((cause: unknown) => {
    const reason = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause)
    throw new CliError('INPUT_INVALID', `${file} cannot be loaded: ${reason}`, { cause })
  })
  const charm: unknown = isRecord(module) ? module['default'] : undefined
  if (isCharm(charm)) return { charm, file }
  throw new CliError('INPUT_INVALID', `${file} exports no charm: export what defineCharm gives as its default.`)
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isCharm(value: unknown): value is AnyCharm {
  return isRecord(value) && isRecord(value['endpoints']) && isRecord(value['config']) && value['actions'] instanceof Map
}
