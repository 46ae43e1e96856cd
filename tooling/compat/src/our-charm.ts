import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from '@interlayer/runtime'
import type { End } from './pair.ts'

/** The option that each of our charms has. */
export const config = { edition: text('What is given.', { default: '1' }) }

/** What a charm of ours does last in each hook: the first unit fails once when it is told of a change, and once when it is configured. */
export const endOfHook: End = (hook, known) => {
  hook.status('active', JSON.stringify(known))
  const kind = ['relation-changed', 'config-changed'].find((one) => hook.name.endsWith(one))
  // The first configuration is no change.
  if (kind === 'config-changed' && hook.config.edition !== '2') return
  if (kind === undefined || !hook.unit.endsWith('/0')) return
  const mark = ownFile(`failed-${kind}`)
  if (existsSync(mark)) return
  writeFileSync(mark, '')
  throw new Error('a fault of the workload')
}

/** A file of the unit, which stays as it is when a hook fails or is killed. */
export function ownFile(name: string): string {
  return join(process.env['CHARM_DIR'] ?? '', name)
}
