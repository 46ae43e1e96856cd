import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What ends this process without a word to those who wait for its exit. */
const signals = ['SIGHUP', 'SIGINT', 'SIGTERM'] as const

/** A directory for what is made of charms before they are deployed. It goes with this process, unless that is killed by force. */
export class StagingArea {
  #directory: string | undefined
  #made = 0

  /** A path there that nobody has. */
  place(): string {
    this.#directory ??= this.#make()
    return join(this.#directory, String(this.#made++))
  }

  /** Removes all of it. */
  readonly remove = (): void => {
    if (this.#directory === undefined) return
    rmSync(this.#directory, { recursive: true, force: true })
    this.#directory = undefined
    process.off('exit', this.remove)
    for (const signal of signals) process.off(signal, this.#end)
  }

  #make(): string {
    process.on('exit', this.remove)
    for (const signal of signals) process.on(signal, this.#end)
    return mkdtempSync(join(tmpdir(), 'interlayer-charms-'))
  }

  /** When nobody listens any more, the signal does what it always does. */
  readonly #end = (signal: NodeJS.Signals): void => {
    this.remove()
    process.kill(process.pid, signal)
  }
}
