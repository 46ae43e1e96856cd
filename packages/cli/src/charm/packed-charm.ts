import type { AnyCharm } from '@interlayer/runtime'
import { CliError } from '../errors.ts'
import { sidesOf } from '../interfaces/interface-module.ts'
import { readCharm } from './charm.ts'

/** What a bundle has of a charm with `interlayer.yaml`. */
export interface DeclaredCharm {
  /** `interlayer.yaml` as JSON. */
  readonly declaration: unknown
  /** `charmcraft.yaml` as JSON; with `metadata.yaml`, that with `config.yaml` under `config` and `actions.yaml` under `actions`. */
  readonly metadata: unknown
  /** By the name of each interface package in the declaration: `() => import('@interlayer/interface-http')`. */
  readonly interfaces: Readonly<Record<string, () => Promise<object>>>
}

/** The charm that a bundle holds. Whether its executables are there was seen to when it was packed. */
export function readPackedCharm({ declaration, metadata, interfaces }: DeclaredCharm): Promise<AnyCharm> {
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
