import type { TraceEvent } from '@interlayer/simulator'

/** The hooks of a unit that its charm failed, by kind. */
export function failedHooks(trace: readonly TraceEvent[], unit: string): readonly string[] {
  const failed = trace.flatMap((event) => {
    if (event.event !== 'hook' || event.unit !== unit || event.outcome !== 'failed') return []
    return isKill(event) ? [] : [event.hook.replace(/^.*-relation-/, '')]
  })
  return failed.sort()
}

/** How many hooks of an application were killed, of those in which charms in Python run too. */
export function killedHooks(trace: readonly TraceEvent[], application: string): number {
  return trace.filter((event) => {
    return event.event === 'hook' && event.unit.startsWith(`${application}/`) && acts.test(event.hook) && isKill(event)
  }).length
}

const acts = /-relation-(?!joined)|^(?:config-changed|leader-elected|secret-changed|update-status)$/

function isKill(event: Extract<TraceEvent, { event: 'hook' }>): boolean {
  return event.error?.code === 'HOOK_INTERRUPTED'
}
