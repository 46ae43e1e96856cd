import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startGuard, type Guard } from './guard.ts'

/** The names of all hook tools, and the program that they are. */
export interface Tooling {
  readonly names: readonly string[]
  /** An executable in place of this package's own; it finds its name in `argv[0]`. */
  readonly binary: string | undefined
  /** This package's own, a script of Node. */
  readonly script: URL
}

/**
 * The files that units need which are processes: tools, copies of charms and sockets, where nobody else can enter. They go with
 * this process, and so does the process that runs, also when nobody closes the model.
 */
export class ProcessHost {
  readonly #tooling: Tooling
  readonly #copied = new Set<string>()
  #directory: string | undefined
  #guard: Guard | undefined

  constructor(tooling: Tooling) {
    this.#tooling = tooling
  }

  /** The directory with the hook tools. */
  get tools(): string {
    return join(this.#home(), 'tools')
  }

  /** Where the agent listens during one hook. Short: a path of a socket has at most 107 bytes. */
  socket(hook: number): string {
    return join(this.#home(), `${hook}.socket`)
  }

  /** Where the process of one hook may report what it did. */
  report(hook: number): string {
    return join(this.#home(), `${hook}.report`)
  }

  /** The unit's own copy of its charm; what the unit writes there stays there. */
  charmDirectory(unit: string, source: string): string {
    const directory = this.#unitDirectory(unit)
    if (!this.#copied.has(unit)) cpSync(source, directory, { recursive: true, verbatimSymlinks: true })
    this.#copied.add(unit)
    return directory
  }

  /** Names the process group that runs now, to which nobody else may belong; undefined when it is over. */
  watch(group: number | undefined): void {
    this.#guard?.watch(group)
  }

  /** Where a unit's storage is; it is there from now on. */
  storage(id: string): string {
    const directory = join(this.#home(), `storage-${id.replace('/', '-')}`)
    mkdirSync(directory, { recursive: true })
    return directory
  }

  /** Removes storage that is detached. */
  removeStorage(id: string): void {
    rmSync(this.storage(id), { recursive: true })
  }

  /** Forgets what a unit had that is gone. */
  removeUnit(unit: string): void {
    if (this.#copied.delete(unit)) rmSync(this.#unitDirectory(unit), { recursive: true, force: true })
  }

  /** Removes all files, and ends what runs. */
  close(): void {
    if (this.#directory !== undefined) rmSync(this.#directory, { recursive: true, force: true })
    this.#guard?.close()
    this.#guard = undefined
    this.#directory = undefined
    this.#copied.clear()
  }

  #unitDirectory(unit: string): string {
    return join(this.#home(), `unit-${unit.replace('/', '-')}`)
  }

  #home(): string {
    if (this.#directory !== undefined) return this.#directory
    this.#directory = mkdtempSync(join(tmpdir(), 'interlayer-'))
    this.#guard = startGuard(this.#directory)
    installTools(join(this.#directory, 'tools'), this.#tooling)
    return this.#directory
  }
}

/** One program by all names: as with Juju's own, the name by which it is started says which tool it is. */
function installTools(directory: string, { names, binary, script }: Tooling): void {
  mkdirSync(directory)
  const program = binary ?? writeProgram(directory, script)
  for (const name of names) symlinkSync(program, join(directory, name))
}

/** The script is run by the Node that runs the model, for a unit may have another or none. */
function writeProgram(directory: string, script: URL): string {
  const program = join(directory, '.hook-tool.mjs')
  const cache = 'module.enableCompileCache?.(import.meta.dirname)'
  const lines = [`#!${process.execPath}`, "import module from 'node:module'", cache, `await import('${script.href}')`]
  writeFileSync(program, `${lines.join('\n')}\n`)
  chmodSync(program, 0o700)
  return program
}
