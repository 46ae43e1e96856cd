import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { CliError } from '../errors.ts'
import type { CharmFile } from './charm-file.ts'
import { codeOf, type BundledCode, type CodeSource } from './code.ts'
import { commandEntry } from './entry.ts'
import type { ReferencedFile } from './referenced-files.ts'

/** Most files that a charm and its dependencies may name by URL. */
const mostReferenced = 1000

/** What is bundled. */
export interface BundleSource {
  /** The directory of the charm. */
  readonly directory: string
  /** An entry module in that directory, as text. */
  readonly entry: string
  /** Conditions of `exports` in package.json, before Node's own. */
  readonly conditions: readonly string[]
}

/** A charm's code, in files that import nothing but what is Node's. */
export interface Bundle {
  /** Its name has a digest of what is in it. */
  readonly charm: CharmFile
  /** The programs that it starts, and other files that it names by URL. */
  readonly others: readonly CharmFile[]
  /** The `interlayer` command. */
  readonly command: readonly CharmFile[]
  /** Paths of all modules of which something is in those files, sorted. */
  readonly modules: readonly string[]
  /** Modules of Node that the charm imports. */
  readonly imports: readonly string[]
}

/** Puts a charm, and each program that it names by `new URL('…', import.meta.url)`, into one minified file. */
export async function bundle({ directory, entry, conditions }: BundleSource): Promise<Bundle> {
  const referenced = new Map<string, ReferencedFile>()
  const note = (file: ReferencedFile): void => void referenced.set(file.name, file)
  const common = { directory, conditions, note }
  const input = `${directory}/interlayer-charm.js`
  const charm = await codeOf({ ...common, input, text: entry, format: 'cjs' })
  const modules = new Set(charm.modules)
  const command = await commandFiles({ ...common, input }, modules)
  const others: CharmFile[] = []
  // A program may name others: the map grows while this goes through it.
  for (const file of referenced.values()) {
    if (others.length >= mostReferenced) throw tooMany(directory)
    if (file.isCode)
      others.push(programFile(file, await codeOf({ ...common, input: file.source, format: 'esm' }), modules))
    else others.push(await copiedFile(file))
  }
  modules.delete(input)
  return { charm: charmFile(charm), others, command, modules: [...modules].sort(), imports: charm.imports }
}

type Common = Pick<CodeSource, 'directory' | 'input' | 'conditions' | 'note'>

async function commandFiles(common: Common, modules: Set<string>): Promise<readonly CharmFile[]> {
  const code = await codeOf({ ...common, text: commandEntry, format: 'cjs', splitAs: 'interlayer' })
  for (const module of code.modules) modules.add(module)
  return [{ name: 'interlayer.cjs', text: code.text }, ...code.lazyFiles].map(({ name, text }) => {
    return { path: name, content: Buffer.from(text), executable: false }
  })
}

/** A function that takes what a module of CommonJS has: the launcher calls it. */
function charmFile({ text }: BundledCode): CharmFile {
  const content = Buffer.from(`(function(require,module,exports,__filename,__dirname){${inAscii(text)}\n})\n`)
  const digest = createHash('sha256').update(content).digest('hex').slice(0, 16)
  return { path: `charm-${digest}.js`, content, executable: false }
}

function programFile({ name }: ReferencedFile, code: BundledCode, modules: Set<string>): CharmFile {
  for (const module of code.modules) modules.add(module)
  return { path: name, content: Buffer.from(code.text), executable: true }
}

async function copiedFile({ name, source }: ReferencedFile): Promise<CharmFile> {
  const { mode } = await stat(source)
  return { path: name, content: await readFile(source), executable: (mode & 0o100) !== 0 }
}

/** Text of one byte a character is read faster. In code, other characters stand in strings, templates and regular expressions only. */
function inAscii(code: string): string {
  return code.replaceAll(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

function tooMany(directory: string): CliError {
  const message = `The charm in ${directory} names more than ${mostReferenced} files by URL. Name fewer, and include a folder.`
  return new CliError('BUNDLE_FAILED', message)
}
