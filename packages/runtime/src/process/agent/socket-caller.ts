import { InterlayerError } from '../../values/errors.ts'
import type { Connection } from './connection.ts'
import { bufferOf, type Octets } from './gob-octets.ts'
import {
  answerReader,
  requestWriter,
  toolMethod,
  type NumberedAnswer,
  type ToolRequest,
  type ToolResult,
} from './jujuc.ts'
import { toolTimeout, type ToolCaller } from './tool-caller.ts'

/** Most calls that wait for their answer at one time. */
const maxWaiting = 65_536

/** How many bytes of calls are put together before they are written: the agent has work while the next ones are. */
const maxUnsent = 2_048

/** What is the same in every call of one hook. */
export type CallerIdentity = Pick<ToolRequest, 'contextId' | 'dir' | 'token'>

interface Waiting {
  readonly command: string
  readonly resolve: (result: ToolResult) => void
  readonly reject: (error: InterlayerError) => void
}

/**
 * Calls hook tools over a connection to the unit's agent. Calls do not wait for each other, and the process ends with the
 * connection open unless a call is on its way. When the connection fails, every call fails, for nobody knows what was done.
 */
export class SocketCaller implements ToolCaller {
  readonly #connection: Connection
  readonly #identity: CallerIdentity
  readonly #timeout: number
  readonly #write = requestWriter()
  readonly #waiting = new Map<number, Waiting>()
  /** The bytes of calls that were made in this turn. */
  #unsent: Octets = ''
  /** Runs while calls wait, from the first call or the last answer: bytes without end that make no answer do not stop it. */
  #timer: NodeJS.Timeout | undefined
  #sequence = 0
  #lost: { readonly what: string; readonly cause: unknown } | undefined

  constructor(
    connection: Connection,
    identity: CallerIdentity,
    { timeout = toolTimeout }: { readonly timeout?: number } = {},
  ) {
    this.#connection = connection
    this.#identity = identity
    this.#timeout = timeout
    const read = answerReader()
    connection.unref()
    connection.listen({
      data: (bytes) => {
        try {
          for (const answer of read(bytes)) this.#settle(answer)
        } catch (cause) {
          this.#lose(`sent what is no answer (${cause instanceof Error ? cause.message : String(cause)})`, cause)
        }
      },
      closed: (cause) => {
        if (cause === undefined) this.#lose('closed the connection')
        else this.#lose(`could not be reached any more (${cause.message})`, cause)
      },
    })
  }

  call(command: string, args: readonly string[], stdin?: string): Promise<ToolResult> {
    if (this.#waiting.size >= maxWaiting) this.#lose(`was asked more than ${maxWaiting} things at a time`)
    if (this.#lost !== undefined) return Promise.reject(this.#failure(command))
    const sequence = this.#sequence
    this.#sequence += 1
    const request = { ...this.#identity, command, args, stdin }
    return new Promise((resolve, reject) => {
      if (this.#waiting.size === 0) this.#await()
      this.#waiting.set(sequence, { command, resolve, reject })
      this.#send(this.#write({ sequence, method: toolMethod, request }))
    })
  }

  close(): void {
    const what = 'was left before it answered'
    if (this.#waiting.size > 0) this.#lose(what)
    this.#lost ??= { what, cause: undefined }
    this.#connection.end()
  }

  /** Keeps the process from ending, and gives the agent its time. */
  #await(): void {
    this.#connection.ref()
    this.#timer = setTimeout(() => {
      const [{ command } = { command: '' }] = this.#waiting.values()
      this.#lose(`did not answer ${command} within ${this.#timeout} ms`)
    }, this.#timeout)
  }

  #rest(): void {
    this.#connection.unref()
    clearTimeout(this.#timer)
  }

  /** What is called in one turn is written in few pieces: hundreds of writes, each a call of the system, take as long as all else. */
  #send(octets: Octets): void {
    if (this.#unsent === '')
      queueMicrotask(() => {
        this.#flush()
      })
    this.#unsent += octets
    if (this.#unsent.length >= maxUnsent) this.#flush()
  }

  #flush(): void {
    if (this.#unsent !== '') this.#connection.write(bufferOf(this.#unsent))
    this.#unsent = ''
  }

  #settle({ sequence, answer }: NumberedAnswer): void {
    const call = this.#waiting.get(sequence)
    if (call === undefined) throw new Error(`an answer to call ${sequence}, which nobody waits for`)
    this.#waiting.delete(sequence)
    if (this.#waiting.size === 0) this.#rest()
    else this.#timer?.refresh()
    // As the tool's own process would put it.
    call.resolve('error' in answer ? { code: 1, stdout: '', stderr: `ERROR ${answer.error}\n` } : answer)
  }

  #lose(what: string, cause?: unknown): void {
    this.#lost ??= { what, cause }
    this.#connection.destroy()
    clearTimeout(this.#timer)
    for (const { command, reject } of this.#waiting.values()) reject(this.#failure(command))
    this.#waiting.clear()
    this.#unsent = ''
  }

  #failure(tool: string): InterlayerError {
    const { what, cause } = this.#lost ?? { what: '', cause: undefined }
    return new InterlayerError(
      'AGENT_LOST',
      `The unit's agent ${what}, so ${tool} has no answer. Nothing of this hook is published; Juju runs it again.`,
      { tool, ...(cause === undefined ? {} : { cause }) },
    )
  }
}
