import type { TraceEvent } from '@interlayer/simulator'

/** The faults that a first unit has, each once, by the hook and how it ended. */
export interface Faults {
  /** Whether a process of Python was killed there, or our charm threw. */
  readonly process: boolean
  /** Whether the unit is configured anew. */
  readonly configured: boolean
}

/** What has to have failed; each hook succeeded when it was tried again. */
export function wantedFaults({ process, configured }: Faults): readonly string[] {
  const way = process ? 'killed' : 'failed'
  return ['changed failed', ...(configured ? [`config-changed ${way}`] : []), `created ${way}`]
}

/** The hooks of a unit that failed. */
export function failedHooks(trace: readonly TraceEvent[], unit: string): readonly string[] {
  const failed = trace.flatMap((event) => {
    if (event.event !== 'hook' || event.unit !== unit || event.outcome !== 'failed') return []
    const way = event.error?.message.includes('SIGKILL') === true ? 'killed' : 'failed'
    return [`${event.hook.replace(/^.*-relation-/, '')} ${way}`]
  })
  return failed.sort()
}
