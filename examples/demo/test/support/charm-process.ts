import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { packedCharm } from '@interlayer/example-services/packed'
import type { DirectoryDeployment, LoadCharm } from '@interlayer/simulator'
import { vi } from 'vitest'
import { charmsFrom } from '../../src/charms.ts'

const demo = fileURLToPath(new URL('../..', import.meta.url))

/** Finds the same charms as directories, each packed as it would be deployed, and each hook a process. */
export const charmProcesses: LoadCharm = async (name) => {
  const loaded = await charmsFrom(demo)(name)
  if (!('charm' in loaded)) throw new Error(`${name} is no charm of this project.`)
  const { INTERLAYER_SUPERVISOR: supervisor = '', PATH = '' } = process.env
  // The charm's own Node is the one on its machine: here this one.
  vi.stubEnv('PATH', `${dirname(process.execPath)}:${PATH}`)
  const sides = Object.entries(loaded.charm.endpoints).map(([endpoint, { definition, role }]) => [
    endpoint,
    definition[role] ?? {},
  ])
  return {
    directory: await packedCharm(join(demo, name)),
    report: true,
    environment: { INTERLAYER_SUPERVISOR: supervisor },
    fields: Object.fromEntries(sides) as NonNullable<DirectoryDeployment['fields']>,
  }
}
