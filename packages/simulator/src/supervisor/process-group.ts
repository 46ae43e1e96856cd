import { spawn, type ChildProcess } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'

/** How a process is run. */
export interface GroupOptions {
  readonly command: readonly [string, ...string[]]
  readonly env: Readonly<Record<string, string | undefined>>
  readonly directory: string
  /** Its output is appended to this file. */
  readonly log: string
}

/** Milliseconds between looks at a group that was told to end. */
const pause = 10
/** Milliseconds to wait for what was killed: it has ended, and only who inherits it may be slow to notice. */
const killTime = 300

/** A process with all that it starts; what is left of it is killed when the process itself ends. */
export class ProcessGroup {
  /** Resolves when the process runs, or could not be started. */
  readonly started: Promise<void>
  /** Resolves when the process itself is gone, with how it ended. */
  readonly ended: Promise<string>
  readonly #child: ChildProcess
  #end: string | undefined
  #empty = false

  constructor({ command: [program, ...args], env, directory, log }: GroupOptions) {
    const output = openSync(log, 'a', 0o600)
    const child = spawn(program, args, { cwd: directory, detached: true, env, stdio: ['ignore', output, output] })
    closeSync(output)
    this.#child = child
    this.started = new Promise((resolve) => void child.on('spawn', resolve).on('error', () => resolve()))
    this.ended = new Promise((resolve) => {
      const settle = (end: string): void => {
        this.#end = end
        this.#signal('SIGKILL')
        resolve(end)
      }
      child.on('error', (error) => settle(`did not start: ${error.message}`))
      child.on('exit', (status, signal) => settle(signal === null ? `exited with ${status}` : `was ended by ${signal}`))
    })
  }

  /** How the process itself ended; undefined while it runs. */
  get end(): string | undefined {
    return this.#end
  }

  /** Tells the process itself to read its files again. */
  reload(): void {
    this.#child.kill('SIGHUP')
  }

  /** Ends the whole group, after a grace in milliseconds by force. Resolves when it is empty. */
  async stop(grace: number): Promise<void> {
    this.#signal('SIGTERM')
    if (await this.#empties(grace)) return
    this.#signal('SIGKILL')
    await this.#empties(killTime)
  }

  async #empties(time: number): Promise<boolean> {
    for (let waited = 0; this.#signal(0); waited += pause) {
      if (waited >= time) return false
      await setTimeout(pause)
    }
    return true
  }

  /** Whether there was anybody to tell. A group that was empty once is never told again: its number may be another's. */
  #signal(signal: NodeJS.Signals | 0): boolean {
    const { pid } = this.#child
    if (pid === undefined || this.#empty) return false
    try {
      return process.kill(-pid, signal)
    } catch {
      this.#empty = true
      return false
    }
  }
}
