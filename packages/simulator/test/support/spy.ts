import type { AnyCharm } from '@interlayer/runtime'
import { runHook, type HookTools, type RawBag } from '@interlayer/runtime/adapter'
import { charmMetadata } from '../../src/charm-metadata.ts'
import type { DeployOptions } from '../../src/index.ts'
import { replacing } from './tools.ts'

/** A charm under observation: what its last hook read of its own state, and what it wrote. */
export interface Spy {
  readonly deployment: DeployOptions
  /** The unit's state at the start of the last hook. */
  readonly state: RawBag
  /** The calls of the last hook that change something, or show it, in order. */
  readonly writes: readonly (readonly unknown[])[]
}

/** Runs the charm as it is, and notes what passes between it and Juju. */
export function spied(charm: AnyCharm): Spy {
  let state: RawBag = new Map()
  let writes: (readonly unknown[])[] = []
  const program = async (tools: HookTools): ReturnType<typeof runHook> => {
    ;[state, writes] = [await tools.stateGet(), []]
    return runHook(charm, noting(tools, writes))
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

function noting(tools: HookTools, calls: (readonly unknown[])[]): HookTools {
  const note = (...call: readonly unknown[]): void => void calls.push(call)
  return replacing(tools, {
    relationSet: (...args) => (note('relationSet', ...args), tools.relationSet(...args)),
    secretSet: (...args) => (note('secretSet', ...args), tools.secretSet(...args)),
    stateSet: (...args) => (note('stateSet', ...args), tools.stateSet(...args)),
    statusSet: (...args) => (note('statusSet', ...args), tools.statusSet(...args)),
    log: (...args) => (note('log', ...args), tools.log(...args)),
  })
}
