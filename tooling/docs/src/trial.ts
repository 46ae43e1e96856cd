import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './documents.ts'
import type { Example } from './example.ts'
import type { Run } from './program.ts'

/** What came of an example. All is well when there are no problems and it printed what it says. */
export interface Verdict {
  /** From the compiler, or what was thrown: `README.md:14: …`. */
  readonly problems: readonly string[]
  readonly printed: readonly string[]
}

/** Milliseconds that all examples have together. */
const timeLimit = 30_000
/** In a package that depends on all others, so that their names mean here what they mean to a user. */
const workshop = join(import.meta.dirname, '../dist')

/** Compiles all examples in one go, and runs each as a module of its own. */
export async function tryExamples(examples: readonly Example[]): Promise<ReadonlyMap<Example, Verdict>> {
  mkdirSync(workshop, { recursive: true })
  const folder = mkdtempSync(join(workshop, 'examples-'))
  try {
    const names = examples.map((_example, index) => `${index}.ts`)
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(configuration))
    for (const [index, { code }] of examples.entries()) writeFileSync(join(folder, `${index}.ts`), code)
    const [refusals, runs] = await Promise.all([compile(folder), run(folder, names)])
    return new Map(
      examples.map((example, index) => {
        const name = `${index}.ts`
        return [example, toVerdict(example, { refusals: refusals.get(name) ?? [], run: runs.get(name) })]
      }),
    )
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const configuration = {
  extends: '@interlayer/tsconfig/base.json',
  // An example may show a value without using it.
  compilerOptions: { moduleDetection: 'force', noUnusedLocals: false, noUnusedParameters: false },
  include: ['*.ts'],
}

interface Refusal {
  readonly line: string
  readonly message: string
}

async function compile(folder: string): Promise<ReadonlyMap<string, readonly Refusal[]>> {
  const compiler = join(root, 'node_modules/.bin/tsc')
  const output = await outputOf(folder, compiler, ['--pretty', 'false', '--project', folder])
  const refusals = new Map<string, Refusal[]>()
  for (const [, name = '', line = '', message = ''] of output.matchAll(/^(.+?)\((\d+),\d+\): error (.*)$/gm))
    refusals.set(name, [...(refusals.get(name) ?? []), { line, message }])
  return refusals
}

/** Whoever reads an example may run it: it starts nothing and writes no file. */
const permissions = ['--conditions=@interlayer/source', '--permission', '--allow-fs-read=*']

async function run(folder: string, names: readonly string[]): Promise<ReadonlyMap<string, Run>> {
  const program = join(import.meta.dirname, 'program.ts')
  const output = await outputOf(folder, process.execPath, [...permissions, program, ...names])
  return new Map(
    output.split('\n').flatMap((line) => {
      if (line === '') return []
      // eslint-disable-next-line @typescript-eslint/no-unsafe-assignment -- the program beside this file writes it
      const result: Run = JSON.parse(line)
      return [[result.file, result]]
    }),
  )
}

/** Standard output, whatever the exit code: what went wrong stands there. */
async function outputOf(cwd: string, command: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(command, args, { cwd, timeout: timeLimit }, (error, stdout, stderr) => {
      if (error !== null && stdout === '') reject(new Error(stderr, { cause: error }))
      else resolve(stdout)
    })
  })
}

function toVerdict(
  { path, place }: Example,
  { refusals, run }: { readonly refusals: readonly Refusal[]; readonly run: Run | undefined },
): Verdict {
  const problems = refusals.map(({ line, message }) => `${path}:${line}: ${message}`)
  if (run === undefined) return { problems: [...problems, `${place}: it did not come to an end.`], printed: [] }
  const { thrown, printed } = run
  if (thrown === undefined) return { problems, printed }
  const where = thrown.line === undefined ? place : `${path}:${thrown.line}`
  return { problems: [...problems, `${where}: ${thrown.message}`], printed }
}
