import type { InterfaceContract } from '@interlayer/contract'
import type { Role } from '@interlayer/runtime'
import type { InterfaceCall } from '@interlayer/testing'
import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { newest } from './story/play.ts'
import { callOf } from './story/told.ts'

export const root = join(import.meta.dirname, '../../..')

/** All that documents are made of. */
export interface InterfacePackage {
  /** From the root of the repository. */
  readonly folder: string
  readonly contract: InterfaceContract
  /** What its tests give to the compliance suite. */
  readonly call: InterfaceCall
  /** The wire of the class that a charm uses, by side; of none for a side that Juju takes. */
  readonly wires: Readonly<Partial<Record<Role, number>>>
}

/** Every interface package, by name. */
export async function interfacePackages(): Promise<readonly InterfacePackage[]> {
  const found: InterfacePackage[] = []
  for (const path of globSync('packages/interface-*/wire.json', { cwd: root }).sort()) {
    const folder = path.replaceAll('\\', '/').replace('/wire.json', '')
    // eslint-disable-next-line @typescript-eslint/no-unsafe-assignment -- written by the contract's own generator
    const contract: InterfaceContract = JSON.parse(readFileSync(join(root, path), 'utf8'))
    const test = join(root, folder, `test/${basename(folder).replace('interface-', '')}.test.ts`)
    const call = await callOf(test)
    found.push({ folder, contract, call, wires: wiresOf(call) })
  }
  return found
}

function wiresOf({ sides }: InterfaceCall): InterfacePackage['wires'] {
  const roles = ['provides', 'requires', 'peers'] as const
  return Object.fromEntries(
    roles.flatMap((role) => {
      const found = newest(sides, role)
      return found === undefined ? [] : [[role, found.side.definition.wire]]
    }),
  )
}
