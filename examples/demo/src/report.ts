import type { Writable } from 'node:stream'
import type { TraceEvent } from '@interlayer/simulator'

/** Where the demo says what happens. */
export interface Report {
  readonly event: (event: TraceEvent) => void
  /** What comes now. */
  readonly heading: (text: string) => void
  readonly line: (text: string) => void
  /** Replaces itself; shown only where somebody watches. */
  readonly progress: (text: string) => void
  /** Shows what is still held back. */
  readonly flush: () => void
}

/** The trace, an event a line, and nothing else. */
export function jsonReport(output: Writable): Report {
  const nothing = (): void => undefined
  const event = (event: TraceEvent): void => void output.write(`${JSON.stringify(event)}\n`)
  return { event, heading: nothing, line: nothing, progress: nothing, flush: nothing }
}
