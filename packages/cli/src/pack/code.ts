import { isBuiltin } from 'node:module'
import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type OutputChunk, type RolldownLog } from 'rolldown'
import { CliError } from '../errors.ts'
import { bundleProblem, bundleProblems } from './bundle-problem.ts'
import { nativeModules, ownModules, virtualModule } from './bundle-plugins.ts'
import { referencedFiles, type ReferencedFile } from './referenced-files.ts'

/** A module that is bundled with all that it imports. */
export interface CodeSource {
  readonly directory: string
  /** The path of the module. */
  readonly input: string
  /** Its text, where it is no file. */
  readonly text?: string
  readonly conditions: readonly string[]
  readonly format: 'cjs' | 'esm'
  /** What the file will be called, where what functions import is to be in files of their own; else it is in the one file. */
  readonly splitAs?: string
  /** Hears of each file that is named by URL. */
  readonly note: (file: ReferencedFile) => void
}

/** A minified file, and those that it loads when it needs them. */
export interface BundledCode {
  readonly text: string
  readonly lazyFiles: readonly { readonly name: string; readonly text: string }[]
  /** Paths of the modules that are in them: what was imported and not used is not. */
  readonly modules: readonly string[]
  /** Modules of Node that they import. */
  readonly imports: readonly string[]
}

/** Bundles a module; BUNDLE_FAILED says of each problem where it is. */
export async function codeOf(source: CodeSource): Promise<BundledCode> {
  const { directory } = source
  const problems: string[] = []
  try {
    const [entry, ...others] = await chunksOf(source, (problem) => problems.push(problem))
    const lazyFiles = others.map(({ fileName, code }) => ({ name: fileName, text: code }))
    const modules = [entry, ...others].flatMap((chunk) => Object.keys(chunk.modules))
    const imports = [entry, ...others].flatMap((chunk) => [...chunk.imports, ...chunk.dynamicImports]).filter(isBuiltin)
    if (problems.length === 0) return { text: entry.code, lazyFiles, modules, imports }
  } catch (cause) {
    // What was reported comes first: the rest may follow from it.
    const told = problems.length > 0 ? problems.join('\n') : bundleProblems(cause, directory)
    throw new CliError('BUNDLE_FAILED', told, { cause })
  }
  throw new CliError('BUNDLE_FAILED', problems.join('\n'))
}

type Chunks = readonly [OutputChunk, ...OutputChunk[]]

async function chunksOf(source: CodeSource, report: (problem: string) => void): Promise<Chunks> {
  const { directory, input, text, conditions, format, splitAs = '', note } = source
  const refuseNative = (path: string): void =>
    report(`${relative(directory, path)} is compiled code, which cannot be bundled. Use a package without any.`)
  const { output } = await build({
    input,
    cwd: directory,
    platform: 'node',
    plugins: [
      ...(text === undefined ? [] : [virtualModule(input, text)]),
      ownModules(fileURLToPath(import.meta.url)),
      nativeModules(refuseNative),
      referencedFiles(note),
    ],
    resolve: { conditionNames: [...conditions, 'import', 'module', 'node', 'default'] },
    // Node warns of import() in code that it was given as text: each hook would log that.
    output: {
      format,
      minify: true,
      codeSplitting: splitAs !== '',
      entryFileNames: `${splitAs}.cjs`,
      chunkFileNames: `${splitAs}-parts/[hash].cjs`,
      dynamicImportInCjs: false,
    },
    write: false,
    onLog: (_level: string, log: RolldownLog) => {
      // It would be looked for where the charm runs. What code can do without, in a try, is not reported.
      if (log.code === 'UNRESOLVED_IMPORT') report(bundleProblem(log, directory))
    },
  })
  const [entry, ...others] = output
  return [entry, ...others.filter((file) => file.type === 'chunk')]
}
