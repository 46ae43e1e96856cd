import { existsSync, readFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { AnyCharm } from '@interlayer/runtime'
import { CliError } from '../errors.ts'

/** A charm with the file that it was loaded from, as seen from its directory. */
export interface LoadedCharm {
  readonly charm: AnyCharm
  readonly file: string
}

/** Loads the charm that a module exports by default: that of the package in the directory, or the one that is named. */
export async function loadCharmModule(directory: string, entry: string | undefined): Promise<LoadedCharm> {
  const path = resolve(directory, entry ?? packageEntry(directory))
  const below = relative(directory, path)
  const file = below.startsWith('..') ? path : below
  if (!existsSync(path))
    refuse(`${file} does not exist in ${directory}: build it, or name the charm's module by --entry`)
  const module: unknown = await import(pathToFileURL(path).href).catch((cause: unknown) => {
    const reason = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause)
    throw new CliError('INPUT_INVALID', `${file} cannot be loaded: ${reason}`, { cause })
  })
  const charm: unknown =
    typeof module === 'object' && module !== null && 'default' in module ? module.default : undefined
  if (isCharm(charm)) return { charm, file }
  throw new CliError('INPUT_INVALID', `${file} exports no charm: export what defineCharm gives as its default.`)
}

/** The module that importing the package gives. */
function packageEntry(directory: string): string {
  const path = join(directory, 'package.json')
  if (!existsSync(path)) refuse(`${directory} has no package.json: name the charm's module by --entry`)
  const entry = entryIn(path)
  return entry ?? refuse(`${path} names no module by exports or main: name the charm's module by --entry`)
}

function entryIn(path: string): string | undefined {
  try {
    const manifest: unknown = JSON.parse(readFileSync(path, 'utf8'))
    if (!isRecord(manifest)) return undefined
    const { exports, main } = manifest
    const root = isRecord(exports) && '.' in exports ? exports['.'] : exports
    return targetOf(root) ?? (typeof main === 'string' ? main : undefined)
  } catch (cause) {
    throw new CliError('INPUT_INVALID', `${path} is no JSON: mend it.`, { cause })
  }
}

/** A target of `exports`, under whichever of the conditions comes first. */
function targetOf(target: unknown): string | undefined {
  if (typeof target === 'string') return target
  if (!isRecord(target)) return undefined
  const [found] = Object.entries(target).flatMap(([condition, inner]) =>
    conditions.includes(condition) ? (targetOf(inner) ?? []) : [],
  )
  return found
}

const conditions: readonly string[] = ['@interlayer/source', 'node', 'import', 'module-sync', 'default']

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isCharm(value: unknown): value is AnyCharm {
  return isRecord(value) && isRecord(value['endpoints']) && isRecord(value['config']) && value['actions'] instanceof Map
}

function refuse(problem: string): never {
  throw new CliError('FILE_UNREADABLE', `${problem}.`)
}
