import type { AnyCharm } from '@interlayer/runtime'
import { CliError } from '../errors.ts'
import { sidesOf } from '../interfaces/interface-module.ts'
import { readCharm } from './charm.ts'

/** What a bundle has of a charm: its files as JSON, and how its interface packages are loaded. */
interface PackedFiles {
  readonly declaration: unknown
  readonly metadata: unknown
  readonly interfaces: Readonly<Record<string, () => Promise<object>>>
}

/** The charm that a bundle holds. Whether its executables are there was seen to when it was packed. */
export function readPackedCharm({ declaration, metadata, interfaces }: PackedFiles): Promise<AnyCharm> {
  return readCharm({
    declaration: { file: 'interlayer.yaml', path: '', value: declaration },
    metadata: { file: 'charmcraft.yaml', path: '', value: metadata },
    loadInterface: async (name) => {
      const load = Object.hasOwn(interfaces, name) ? interfaces[name] : undefined
      if (load !== undefined) return sidesOf(await load())
      throw new CliError('INTERFACE_UNKNOWN', `${name} is not in this bundle: pack the charm again.`)
    },
  })
}
