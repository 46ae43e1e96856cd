import { InterlayerError } from '../../values/errors.ts'
import type { ToolResult } from './jujuc.ts'
import type { ToolCaller } from './tool-caller.ts'

/** How much of what a tool printed an error shows, in characters. */
const shownOutput = 2_000

/** A tool that answers in JSON. */
export interface Question {
  readonly tool: string
  readonly args: readonly string[]
  /** The refusals that mean that there is nothing, to which the answer is undefined. */
  readonly absent: RegExp | undefined
}

/** A tool that does something. */
export interface Order {
  readonly tool: string
  readonly args: readonly string[]
  readonly stdin?: string
}

/** What a tool answers; TOOL_FAILED when it refuses, or answers in something else than JSON. */
export async function ask(caller: ToolCaller, { tool, args, absent }: Question): Promise<unknown> {
  const result = await caller.call(tool, ['--format=json', ...args])
  if (result.code !== 0 && absent?.test(result.stderr) === true) return undefined
  check(tool, result)
  try {
    const answer: unknown = JSON.parse(result.stdout)
    return answer
  } catch {
    throw failure(tool, { ...result, stderr: 'what it answered is no JSON' })
  }
}

/** Lets a tool do something, and gives what it prints; TOOL_FAILED when it refuses. */
export async function tell(caller: ToolCaller, { tool, args, stdin }: Order): Promise<string> {
  const result = await caller.call(tool, args, stdin)
  check(tool, result)
  return result.stdout
}

/**
 * A map for `--file -`, in the part of JSON that is YAML: of what YAML takes for a line break or refuses to read, nothing is left
 * as it is, and of half a character neither.
 */
export function yamlOf(texts: ReadonlyMap<string, string>): string {
  const entries = [...texts].map(([key, text]) => `${quote(key)}: ${quote(text)}`)
  return `{${entries.join(', ')}}`
}

function quote(text: string): string {
  return JSON.stringify(Buffer.from(text).toString()).replaceAll(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (unit) => {
      return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
    },
  )
}

function check(tool: string, result: ToolResult): void {
  if (result.code !== 0) throw failure(tool, result)
}

function failure(tool: string, { code, stderr }: ToolResult): InterlayerError {
  const said = stderr.trim().replace(/^ERROR /, '')
  const shown = said.length <= shownOutput ? said : `${said.slice(0, shownOutput)}…`
  const message = `Juju's ${tool} failed: ${shown} (code ${code}). Nothing of this hook is published; Juju runs it again.`
  return new InterlayerError('TOOL_FAILED', message, { tool, code, stderr: shown })
}
