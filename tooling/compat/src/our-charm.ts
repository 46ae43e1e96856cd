import { text } from '@interlayer/runtime'
import type { End } from './pair.ts'

/** The option that each of our charms has. */
export const config = { edition: text('What is given.', { default: '1' }) }

/** What a charm of ours does last in each hook: the first unit fails once when it is told of a change, and once when it is configured. */
export function endOfHook(): End {
  const failed = new Set<string>()
  return (hook, known) => {
    hook.status('active', JSON.stringify(known))
    const kind = ['relation-created', 'relation-changed', 'config-changed'].find((one) => hook.name.endsWith(one))
    // The first configuration is no change.
    if (kind === 'config-changed' && hook.config.edition !== '2') return
    if (kind === undefined || !hook.unit.endsWith('/0') || failed.has(kind)) return
    failed.add(kind)
    throw new Error('a fault of the workload')
  }
}
