import type { AnyCharm } from '@interlayer/runtime'
import { processSurroundings } from '../surroundings.ts'
import { runHookCommand } from './run-hook-command.ts'

/** A charm with `interlayer.yaml`. What is loaded by functions is loaded when a command needs it. */
export interface DeclaredCharm {
  /** `interlayer.yaml` as JSON. */
  readonly declaration: unknown
  /** `charmcraft.yaml` as JSON; with `metadata.yaml`, that with `config.yaml` under `config` and `actions.yaml` under `actions`. */
  readonly metadata: unknown
  /** By the name of each interface package in the declaration: `() => import('@interlayer/interface-http')`. */
  readonly interfaces: Readonly<Record<string, () => Promise<object>>>
}

/** A charm in TypeScript whose handlers are executables, too. */
export interface CodedCharm {
  /** Its default export is the charm: `() => import('./charm.js')`. */
  readonly charm: () => Promise<{ readonly default: AnyCharm }>
}

/** Everything that a bundle knows of its charm. */
export type PackedCharm = DeclaredCharm | CodedCharm

/**
 * Without arguments, runs the hook for which Juju started this process: what `dispatch` does. With arguments it is the
 * `interlayer` command, with the commands of handlers: what `bin/interlayer` does.
 */
export async function main(charm: PackedCharm): Promise<void> {
  const given = process.argv.slice(2)
  const args = given.length === 0 ? ['dispatch'] : given
  const surroundings = processSurroundings()
  const status = runHookCommand(args, surroundings, () => load(charm))
  process.exitCode = await (status ?? (await import('./help.ts')).showHelp(args, surroundings))
}

/** The charm that a bundle holds: `interlayer pack` looks at it before it is written. */
export async function load(packed: PackedCharm): Promise<AnyCharm> {
  if ('charm' in packed) return (await packed.charm()).default
  const { readPackedCharm } = await import('../charm/packed-charm.ts')
  return readPackedCharm(packed)
}
