import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { constants, Script } from 'node:vm'
import { CliError } from '../errors.ts'
import type { Bundle } from './bundle.ts'
import type { CharmFile } from './charm-file.ts'
import type { Charmcraft } from './charmcraft.ts'

const roles = ['provides', 'requires', 'peers'] as const

/** Those that a bundle throws are of its own copies of the classes. */
const ownErrors = ['CliError', 'InterlayerError']

/**
 * Runs a bundle as the launcher does, up to the charm itself, and refuses one that is none, or that has an endpoint which
 * `charmcraft.yaml` declares in another way or not at all: such a charm fails in its first hook.
 */
export async function checkCharm({ charm: code, others }: Bundle, charmcraft: Charmcraft): Promise<void> {
  const charm = await loaded(code, others)
  if (!isObject(charm) || !('endpoints' in charm) || !isObject(charm.endpoints))
    throw new CliError('BUNDLE_FAILED', 'The default export is no charm: write export default defineCharm(…).')
  const problems = Object.entries(charm.endpoints).flatMap(([name, side]) => problemOf(name, side, charmcraft))
  if (problems.length > 0) throw new CliError('INPUT_INVALID', problems.join('\n'))
}

/** With the files that the charm names beside it: it may read them when it is loaded. */
async function loaded(code: CharmFile, others: readonly CharmFile[]): Promise<unknown> {
  const directory = await mkdtemp(join(tmpdir(), 'interlayer-pack-'))
  try {
    for (const { path, content } of others) await writeFile(join(directory, path), content)
    return await charmOf(code, directory)
  } finally {
    await rm(directory, { recursive: true })
  }
}

async function charmOf({ path, content }: CharmFile, directory: string): Promise<unknown> {
  const filename = join(directory, path)
  const module = { exports: {} }
  try {
    const start: unknown = new Script(content.toString('latin1'), {
      filename,
      importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    }).runInThisContext()
    if (typeof start !== 'function') return undefined
    Reflect.apply(start, undefined, [createRequire(filename), module, module.exports, filename, dirname(filename)])
    const load = 'load' in module.exports && module.exports.load
    return typeof load === 'function' ? await Reflect.apply(load, undefined, []) : undefined
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    // Errors of ours say what to do.
    if (cause instanceof Error && ownErrors.includes(cause.name)) throw new CliError('INPUT_INVALID', reason, { cause })
    throw new CliError('BUNDLE_FAILED', `The charm cannot be loaded: ${reason}`, { cause })
  }
}

/** The line of `charmcraft.yaml` that is missing or says something else. */
function problemOf(name: string, side: unknown, charmcraft: Charmcraft): readonly string[] {
  const { role, interfaceName } = sideOf(side)
  const declared = roles.find((section) => Object.hasOwn(charmcraft[section] ?? {}, name))
  const line = `${role}: { ${name}: { interface: ${interfaceName} } }`
  if (declared === undefined) return [`charmcraft.yaml has no endpoint ${name}, which the charm has. Write ${line}`]
  const found = interfaceAt(charmcraft[declared]?.[name])
  if (declared === role && found === interfaceName) return []
  return [`charmcraft.yaml, ${declared}.${name}: has interface ${found}, and the charm has another side. Write ${line}`]
}

function sideOf(side: unknown): { readonly role: string; readonly interfaceName: string } {
  if (typeof side !== 'function' || !('role' in side) || !('definition' in side)) return { role: '', interfaceName: '' }
  const { role, definition } = side
  const interfaceName = isObject(definition) && 'name' in definition ? String(definition.name) : ''
  return { role: String(role), interfaceName }
}

/** A name alone is the old short form. */
function interfaceAt(endpoint: unknown): string {
  return isObject(endpoint) && 'interface' in endpoint ? String(endpoint.interface) : String(endpoint)
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
