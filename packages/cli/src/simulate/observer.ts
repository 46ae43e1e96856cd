import { tmpdir } from 'node:os'
import type { TraceEvent } from '@interlayer/simulator'

/** What a run is observed for. */
export interface ObserverOptions {
  readonly traced: boolean
  /** On the clock of `performance`. */
  readonly deadline: number
  /** Aborted when it is later than that: a model without processes leaves no time for a timer. */
  readonly stop: AbortController
}

/** What was seen of a run. */
export interface Observed {
  readonly hooks: number
  readonly interrupted: number
  readonly log: readonly string[]
  readonly trace: readonly string[]
}

/** Most lines of a hook's log that are kept. */
const mostLines = 60

/** Sees what happens in a model. */
export class Observer {
  readonly #options: ObserverOptions
  readonly #trace: string[] = []
  #hooks = 0
  #interrupted = 0
  /** Of the hook that runs, and of the last that failed. */
  #lines: readonly string[] = []
  #failed: readonly string[] = []

  constructor(options: ObserverOptions) {
    this.#options = options
  }

  readonly see = (event: TraceEvent): void => {
    if (performance.now() > this.#options.deadline) this.#options.stop.abort()
    if (this.#options.traced) this.#trace.push(steady(JSON.stringify(event)))
    if (event.event === 'log' && (event.level === 'warning' || event.level === 'error'))
      this.#lines = [...this.#lines, ...event.lines].slice(-mostLines)
    if (event.event !== 'hook') return
    this.#hooks += 1
    const interrupted = event.error?.code === 'HOOK_INTERRUPTED'
    if (interrupted) this.#interrupted += 1
    else if (event.outcome === 'failed') this.#failed = this.#lines
    this.#lines = []
  }

  /** All of it until now. */
  seen(): Observed {
    const log = this.#failed.map(steady)
    return { hooks: this.#hooks, interrupted: this.#interrupted, log, trace: this.#trace }
  }
}

const temporary = new RegExp(`${tmpdir().replaceAll(/[\\^$.|?+*()[\]{}]/g, '\\$&')}/interlayer-(?:charms-)?\\w{6}`, 'g')

/** The text with a name in place of directories that are called otherwise each time. */
export function steady(text: string): string {
  return text.replaceAll(temporary, '(model)')
}
