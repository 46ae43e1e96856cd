import type { InterfaceCall } from '@interlayer/testing'
import { registerHooks } from 'node:module'
import { told } from './listener.ts'

/** In tests of interface packages, what listens in place of who runs them. */
const listeners = new Map([
  ['vitest', new URL('no-tests.ts', import.meta.url).href],
  ['@interlayer/testing', new URL('listener.ts', import.meta.url).href],
])

registerHooks({
  resolve: (specifier, context, next) => {
    const url = /\/packages\/interface-[^/]+\/test\//.test(context.parentURL ?? '')
      ? listeners.get(specifier)
      : undefined
    return url === undefined ? next(specifier, context) : { url, shortCircuit: true }
  },
})

/** What a file of tests gives to the compliance suite, of which the first is the interface's own story. No test runs. */
export async function callOf(file: string): Promise<InterfaceCall> {
  const before = told.length
  await import(file)
  const call = told[before]
  if (call === undefined) throw new Error(`${file} does not call testInterface: call it first.`)
  return call
}
