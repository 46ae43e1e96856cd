import type { AnyCharm } from '@interlayer/runtime'
import { runHook, type Delta, type HookTools, type RawBag } from '@interlayer/runtime/adapter'
import { charmMetadata } from '../../src/charm-metadata.ts'
import type { DeployOptions } from '../../src/index.ts'

/** A charm under observation: what its last hook read of its own state, and what it wrote. */
export interface Spy {
  readonly deployment: DeployOptions
  /** The unit's state at the start of the last hook. */
  readonly state: RawBag
  /** The writing calls of the last hook, in order, each with its arguments. */
  readonly writes: readonly (readonly unknown[])[]
}

const writers = ['relationSet', 'stateSet', 'statusSet', 'log']

/** Runs the charm as it is, and notes what passes between it and Juju. */
export function spied(charm: AnyCharm): Spy {
  let state: RawBag = new Map()
  let writes: (readonly unknown[])[] = []
  const program = async (tools: HookTools): ReturnType<typeof runHook> => {
    ;[state, writes] = [await tools.stateGet(), []]
    return runHook(
      charm,
      noting(tools, (call) => writes.push(call)),
    )
  }
  return {
    deployment: { program, metadata: charmMetadata(charm) },
    get state() {
      return state
    },
    get writes() {
      return writes
    },
  }
}

function noting(tools: HookTools, note: (call: readonly unknown[]) => void): HookTools {
  return new Proxy(tools, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name, target)
      if (typeof member !== 'function') return member
      return (...args: readonly (string | Delta)[]): unknown => {
        if (writers.includes(String(name))) note([String(name), ...args])
        return Reflect.apply(member, target, args)
      }
    },
  })
}
