import type { Octets } from './gob-octets.ts'
import { gobReader } from './gob-reader.ts'
import { basic, struct, type GobType, type GobTypes } from './gob-types.ts'
import { listOf, numberOf, textOf, type GobRecord } from './gob-values.ts'
import { gobWriter } from './gob-writer.ts'

/** The only method of Juju's agent: run a hook tool. */
export const toolMethod = 'Jujuc.Main'

/** One call of a hook tool, as its process would be started. */
export interface ToolRequest {
  readonly contextId: string
  /** Where paths among the arguments start; absolute. */
  readonly dir: string
  readonly command: string
  readonly args: readonly string[]
  /** Undefined where the tool has not been given any: a tool that needs it asks for it, by an error. */
  readonly stdin: string | undefined
  /** Empty but over TCP. */
  readonly token: string
}

/** What a hook tool printed, and its exit code: 0, 1 when it failed, 2 when its arguments do not fit. */
export interface ToolResult {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** What an agent answers: a result, or why it did not run the tool. */
export type ToolAnswer = ToolResult | { readonly error: string }

/** A request with the number that its answer will have. */
export interface NumberedRequest {
  readonly sequence: number
  readonly method: string
  readonly request: ToolRequest
}

/** An answer with the number of its request. */
export interface NumberedAnswer {
  readonly sequence: number
  readonly method: string
  readonly answer: ToolAnswer
}

// Go's net/rpc sends two structs for a request and two for an answer: its own header, and Juju's body.
const [header, body, rest] = [65, 66, 67]

/** The bytes of each request of a connection, in order. */
export function requestWriter(): (numbered: NumberedRequest) => Octets {
  const write = gobWriter(requestTypes())
  return ({ sequence, method, request }) => {
    const { contextId, dir, command, args, stdin, token } = request
    return (
      write(header, { ServiceMethod: method, Seq: sequence }) +
      write(body, {
        ContextId: contextId,
        Dir: dir,
        CommandName: command,
        Args: args,
        StdinSet: stdin !== undefined,
        Stdin: stdin ?? '',
        Token: token,
      })
    )
  }
}

/** The bytes of each answer of a connection, in order. */
export function answerWriter(): (numbered: NumberedAnswer) => Octets {
  const write = gobWriter(answerTypes())
  return ({ sequence, method, answer }) => {
    const error = 'error' in answer ? answer.error : ''
    const head = write(header, { ServiceMethod: method, Seq: sequence, Error: error })
    if ('error' in answer) return head + write(rest, {})
    return head + write(body, { Code: answer.code, Stdout: answer.stdout, Stderr: answer.stderr })
  }
}

/** Reads what a `requestWriter` writes, and what Go does. */
export function requestReader(): (chunk: Buffer) => Generator<NumberedRequest> {
  return pairReader(({ ServiceMethod, Seq }, { ContextId, Dir, CommandName, Args, StdinSet, Stdin, Token }) => ({
    sequence: numberOf(Seq),
    method: textOf(ServiceMethod),
    request: {
      contextId: textOf(ContextId),
      dir: textOf(Dir),
      command: textOf(CommandName),
      args: listOf(Args).map(textOf),
      stdin: StdinSet === true ? textOf(Stdin) : undefined,
      token: textOf(Token),
    },
  }))
}

/** Reads what an `answerWriter` writes, and what Go does. */
export function answerReader(): (chunk: Buffer) => Generator<NumberedAnswer> {
  return pairReader(({ ServiceMethod, Seq, Error }, { Code, Stdout, Stderr }) => {
    const error = textOf(Error)
    const result = { code: numberOf(Code), stdout: textOf(Stdout), stderr: textOf(Stderr) }
    return { sequence: numberOf(Seq), method: textOf(ServiceMethod), answer: error === '' ? result : { error } }
  })
}

function requestTypes(): GobTypes {
  return new Map<number, GobType>([
    [header, struct('Request', { ServiceMethod: basic.text, Seq: basic.uint })],
    [
      body,
      struct('Request', {
        ContextId: basic.text,
        Dir: basic.text,
        CommandName: basic.text,
        Args: rest,
        StdinSet: basic.bool,
        Stdin: basic.bytes,
        Token: basic.text,
      }),
    ],
    [rest, { kind: 'list', name: '[]string', element: basic.text }],
  ])
}

function answerTypes(): GobTypes {
  return new Map<number, GobType>([
    [header, struct('Response', { ServiceMethod: basic.text, Seq: basic.uint, Error: basic.text })],
    [body, struct('ExecResponse', { Code: basic.int, Stdout: basic.bytes, Stderr: basic.bytes })],
    // The body that follows an error.
    [rest, struct('', {})],
  ])
}

function pairReader<T>(convert: (header: GobRecord, body: GobRecord) => T): (chunk: Buffer) => Generator<T> {
  const records = gobReader()
  let header: GobRecord | undefined
  return function* (chunk) {
    for (const record of records(chunk)) {
      const begun = header
      header = begun === undefined ? record : undefined
      if (begun !== undefined) yield convert(begun, record)
    }
  }
}
