import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A directory for what is made of charms before they are deployed. It goes with this process. */
export class StagingArea {
  #directory: string | undefined
  #made = 0
  readonly #remove = (): void => this.remove()

  /** A path there that nobody has. */
  place(): string {
    if (this.#directory === undefined) {
      this.#directory = mkdtempSync(join(tmpdir(), 'interlayer-charms-'))
      process.on('exit', this.#remove)
    }
    return join(this.#directory, String(this.#made++))
  }

  /** Removes all of it. */
  remove(): void {
    if (this.#directory !== undefined) rmSync(this.#directory, { recursive: true, force: true })
    this.#directory = undefined
    process.off('exit', this.#remove)
  }
}
