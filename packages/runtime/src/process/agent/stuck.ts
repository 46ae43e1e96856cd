import type { AnyCharm } from '../../index.ts'
import { InterlayerError } from '../../values/errors.ts'

/** The same charm, but a handler that waits when nothing keeps the process any more fails. Else nobody would hear what it logged. */
export function failingWhenStuck({ endpoints, flags, config, memory, handlers, actions }: AnyCharm): AnyCharm {
  const message = 'A handler waits for something that nothing is going to do: every promise that it awaits must settle.'
  const stuck = new Promise<never>((_, reject) => {
    process.once('beforeExit', () => {
      reject(new InterlayerError('HANDLER_FAILED', message))
    })
  })
  // Most hooks end without anybody waiting for it.
  stuck.catch(() => undefined)
  const guarded = <R extends { readonly run: (...args: never) => unknown }>(record: R): R => {
    return { ...record, run: (...args: never) => Promise.race([record.run(...args), stuck]) }
  }
  const guardedActions = [...actions].map(([name, action]) => [name, guarded(action)] as const)
  return { endpoints, flags, config, memory, handlers: handlers.map(guarded), actions: new Map(guardedActions) }
}
