import { ModelError } from './errors.ts'
import type { Fault } from './faults.ts'
import type { UnitTools } from './hook-command.ts'

/** Brings about a fault in one attempt of a hook. */
export class Interruption {
  readonly #attempt: string
  readonly #fault: Fault
  readonly #kill = new AbortController()
  #calls = 0

  /** The attempt is for people: `start of web/0`. */
  constructor(attempt: string, fault: Fault) {
    this.#attempt = attempt
    this.#fault = fault
  }

  /** Aborts when the hook is to be killed. */
  get signal(): AbortSignal {
    return this.#kill.signal
  }

  /** A hook tool was called and has done its work. When the signal is aborted now, nobody gets its answer. */
  count(): void {
    this.#calls += 1
    if (this.#calls === this.#fault.call) this.#kill.abort()
  }

  /** What the attempt ends with in place of a commit. */
  error(): ModelError {
    const { kind, call } = this.#fault
    const moment = this.signal.aborted ? `after call ${call} of a hook tool` : 'at its end'
    const what = kind === 'fail' ? 'could not be committed' : `was killed ${moment}`
    return new ModelError('HOOK_INTERRUPTED', `${this.#attempt} ${what}, as this model wants it: its retry is let be.`)
  }
}

/** Whether an attempt ended by a fault, and not by its charm. */
export function isInterruption(error: unknown): boolean {
  return error instanceof ModelError && error.code === 'HOOK_INTERRUPTED'
}

/** Runs a program of this process and, when it is killed, stops waiting for it: what it called last never returns. */
export async function runInterruptibly<T>(
  interruption: Interruption,
  tools: UnitTools,
  program: (tools: UnitTools) => Promise<T>,
): Promise<T> {
  const killed = new Promise<never>((_, reject) => {
    interruption.signal.addEventListener('abort', () => reject(interruption.error()))
  })
  return Promise.race([program(counted(interruption, tools)), killed])
}

function counted(interruption: Interruption, tools: UnitTools): UnitTools {
  return new Proxy(tools, {
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name, target)
      if (typeof member !== 'function') return member
      return (...args: unknown[]): unknown => {
        const result: unknown = Reflect.apply(member, target, args)
        interruption.count()
        return interruption.signal.aborted && result instanceof Promise ? result.then(never, never) : result
      }
    },
  })
}

function never(): Promise<never> {
  return new Promise(() => undefined)
}
