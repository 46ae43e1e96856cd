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
  /** Hears of each file that is named by URL. */
  readonly note: (file: ReferencedFile) => void
}

/** One minified file. */
export interface BundledCode {
  readonly text: string
  /** Paths of the modules that are in it: what was imported and not used is not. */
  readonly modules: readonly string[]
}

/** Bundles a module; BUNDLE_FAILED says of each problem where it is. */
export async function codeOf(source: CodeSource): Promise<BundledCode> {
  const { directory } = source
  const problems: string[] = []
  try {
    const chunk = await chunkOf(source, (problem) => problems.push(problem))
    if (problems.length === 0) return { text: chunk.code, modules: Object.keys(chunk.modules) }
  } catch (cause) {
    // What was reported comes first: the rest may follow from it.
    const told = problems.length > 0 ? problems.join('\n') : bundleProblems(cause, directory)
    throw new CliError('BUNDLE_FAILED', told, { cause })
  }
  throw new CliError('BUNDLE_FAILED', problems.join('\n'))
}

async function chunkOf(source: CodeSource, report: (problem: string) => void): Promise<OutputChunk> {
  const { directory, input, text, conditions, format, note } = source
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
    output: { format, minify: true, codeSplitting: false, dynamicImportInCjs: false },
    write: false,
    onLog: (_level: string, log: RolldownLog) => {
      // It would be looked for where the charm runs. What code can do without, in a try, is not reported.
      if (log.code === 'UNRESOLVED_IMPORT') report(bundleProblem(log, directory))
    },
  })
  return output[0]
}
