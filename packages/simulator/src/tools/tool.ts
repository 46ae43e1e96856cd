import type { HookTurn } from '../hook-turn.ts'
import type { Arguments, Options } from './arguments.ts'
import { misused } from './failure.ts'
import type { Format, Output } from './output.ts'

/** One of Juju's hook tools. */
export interface Tool {
  /** What follows its name: `[options] [<key>]`. */
  readonly usage: string
  readonly options?: Options
  /** The format that it prints in; absent for a tool that has no `--format`. */
  readonly format?: Format
  /** Without `smart`. */
  readonly plainFormats?: boolean
  /** Refuses by `misused` and `failed`. */
  readonly run: (call: ToolCall) => Printed
}

/** One call of a tool in a hook. */
export interface ToolCall extends Arguments {
  readonly turn: HookTurn
  /** Where paths among the arguments start. */
  readonly directory: string
  readonly stdin: string | undefined
}

/** What a call prints: something in the format that was asked for, or text as it is, or nothing. */
export type Printed = { readonly output: Output } | { readonly stdout?: string; readonly stderr?: string }

/** Prints in the format that was asked for. */
export function print(output: Output): Printed {
  return { output }
}

/** Prints nothing. */
export const silent: Printed = {}

/** Refuses unless each text is `key=value`; empty values stay. */
export function readPairs(texts: readonly string[]): ReadonlyMap<string, string> {
  const pairs = new Map<string, string>()
  for (const text of texts) {
    const [key = '', ...values] = text.split('=')
    if (key === '' || values.length === 0) misused(`expected "key=value", got ${JSON.stringify(text)}`)
    if (pairs.has(key)) misused(`key ${JSON.stringify(key)} specified more than once`)
    pairs.set(key, values.join('='))
  }
  return pairs
}

/** One value of a map, or all of it for no key or `-`. */
export function pick(content: ReadonlyMap<string, Output>, key: string | undefined, absent: Output): Output {
  return key === undefined || key === '' || key === '-' ? content : (content.get(key) ?? absent)
}
