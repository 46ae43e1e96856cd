import type { ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import { TextDecoder } from 'node:util'
import type { AnyHook } from './operations.ts'

/** What a program has printed. */
export interface ProgramOutput {
  /** The end of it. */
  readonly text: string
  /** Whether what went to standard output is text: UTF-8 without NUL. */
  readonly isText: boolean
}

/** How much of what a program prints is kept for errors, in characters from the end. */
const keptOutput = 2_000

/** Logs what a program prints, as Juju does it with hooks: output as debug, errors as warning. */
export function collectOutput({ stdout, stderr }: ChildProcess, hook: AnyHook): ProgramOutput {
  const output = { text: '', isText: true }
  for (const [stream, level] of [[stdout, 'debug'] as const, [stderr, 'warning'] as const]) {
    if (stream === null) continue
    createInterface(stream).on('line', (line) => {
      output.text = `${output.text}${line}\n`.slice(-keptOutput)
      if (line !== '') hook.log(level, line)
    })
  }
  const decoder = new TextDecoder('utf-8', { fatal: true })
  stdout?.on('data', (chunk: Buffer) => {
    output.isText &&= isText(decoder, chunk)
  })
  return output
}

/** A character may end in a later chunk. */
function isText(decoder: TextDecoder, chunk: Buffer): boolean {
  try {
    decoder.decode(chunk, { stream: true })
    return !chunk.includes(0)
  } catch {
    return false
  }
}
