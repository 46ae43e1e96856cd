import type { ExecFileException } from 'node:child_process'
import { InterlayerError } from '../../values/errors.ts'
import type { Environment } from './environment.ts'
import type { ToolResult } from './jujuc.ts'
import { withSecretFile } from './secret-file.ts'
import { toolTimeout, type ToolCaller } from './tool-caller.ts'

/** Most hook tools that run at one time; the agent carries out one after the other anyhow. */
const maxProcesses = 4
/** Most that a hook tool may print, in bytes. */
const maxOutput = 64 * 1_048_576

/** Runs the hook tools that Juju puts on the PATH. */
export class SpawningCaller implements ToolCaller {
  readonly #env: Environment
  readonly #timeout: number
  readonly #closing = new AbortController()
  readonly #queue: (() => void)[] = []
  #free = maxProcesses

  constructor(env: Environment, { timeout = toolTimeout }: { readonly timeout?: number } = {}) {
    this.#env = env
    this.#timeout = timeout
  }

  async call(command: string, args: readonly string[], stdin?: string): Promise<ToolResult> {
    if (this.#free > 0) this.#free -= 1
    else await new Promise<void>((resolve) => this.#queue.push(resolve))
    try {
      return await withSecretFile(command, args, (words) => this.#run(command, words, stdin))
    } finally {
      const next = this.#queue.shift()
      if (next === undefined) this.#free += 1
      else next()
    }
  }

  close(): void {
    this.#closing.abort()
  }

  async #run(command: string, args: readonly string[], stdin: string | undefined): Promise<ToolResult> {
    const { execFile } = process.getBuiltinModule('node:child_process')
    const { signal } = this.#closing
    const limits = { timeout: this.#timeout, maxBuffer: maxOutput, killSignal: 'SIGKILL', signal } as const
    // No argument of a process can hold a NUL.
    const words = args.map((word) => word.replaceAll('\0', '\uFFFD'))
    return new Promise((resolve, reject) => {
      const child = execFile(command, words, { ...limits, env: { ...this.#env } }, (error, stdout, stderr) => {
        const code = error === null ? 0 : error.code
        if (typeof code === 'number') resolve({ code, stdout, stderr })
        else reject(this.#failure(command, error))
      })
      // A tool need not read what it is given.
      child.stdin?.on('error', () => undefined)
      child.stdin?.end(stdin)
    })
  }

  /** The error that Node gives holds the arguments: only its reason is shown. */
  #failure(tool: string, error: ExecFileException | null): InterlayerError {
    const late = error?.killed === true && typeof error.code !== 'string'
    const reason = late ? `it took longer than ${this.#timeout} ms` : String(error?.code ?? error?.signal)
    return new InterlayerError(
      'TOOL_FAILED',
      `The hook tool ${tool} could not be run to its end: ${reason}. Juju's tools must be on the PATH. Nothing of this hook is published; Juju runs it again.`,
      { tool, reason },
    )
  }
}
