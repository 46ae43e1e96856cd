import type { HookResult } from './agent.ts'
import type { Contender } from './contenders.ts'
import { address, websiteId } from './unit-model.ts'

/** What a run did not do although it had to, as the end of a sentence about it; undefined when it did all. */
export function workMissing(contender: Contender, result: HookResult, units: number): string | undefined {
  if (result.code !== 0) return `ended with ${result.code}`
  if (contender.charm === undefined) return undefined
  const { port, hostname } = result.model.Relations[websiteId]?.Databags['proxy/0'] ?? {}
  // The port says how many hosts the charm has found.
  const expected = String(10_000 + units)
  if (port !== expected || hostname !== address)
    return `published ${String(hostname)}:${String(port)} instead of ${address}:${expected}`
  if (contender.name === 'interlayer' && (result.processes ?? 0) > 0)
    return `spawned ${String(result.processes)} processes`
  return undefined
}
