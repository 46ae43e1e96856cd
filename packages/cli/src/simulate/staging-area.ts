import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startGuard, type Guard } from '@interlayer/simulator'

/** A directory for what is made of charms before they are deployed. It goes with this process, however that ends. */
export class StagingArea {
  #directory: string | undefined
  #guard: Guard | undefined
  #made = 0

  /** A path there that nobody has. */
  place(): string {
    this.#directory ??= this.#make()
    return join(this.#directory, String(this.#made++))
  }

  /** Removes all of it. */
  remove(): void {
    if (this.#directory !== undefined) rmSync(this.#directory, { recursive: true, force: true })
    this.#guard?.close()
    this.#directory = undefined
    this.#guard = undefined
  }

  #make(): string {
    const directory = mkdtempSync(join(tmpdir(), 'interlayer-charms-'))
    this.#guard = startGuard(directory)
    return directory
  }
}
