// Runs the pairs, and compares COMPAT.md with what they prove or writes it.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pythonEnvironment, PythonError } from '@interlayer/python'
import { documentOf, type Proof } from './document.ts'
import { settleFile } from './document-file.ts'
import { buildHookTool } from './hook-tools.ts'
import { bundleOurCharms } from './our-bundle.ts'
import { readOptions, usage, type Options } from './options.ts'
import type { Pair } from './pair.ts'
import { pairs } from './pairs/index.ts'
import { runPair, type Programs } from './run-pair.ts'

const document = join(import.meta.dirname, '../../../COMPAT.md')
/** How many models run at once: nearly all of a run is processes of Python, one at a time in each model. */
const together = 2

process.exitCode = await main(process.argv.slice(2))

async function main(args: readonly string[]): Promise<number> {
  try {
    const options = readOptions(
      args,
      pairs.map(({ name }) => name),
    )
    if (!options.help) return await run(options)
    console.log(usage)
    return 0
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof PythonError)) throw error
    console.error(error.message)
    if (error instanceof TypeError) return 2
    return error.code === 'PYTHON_MISSING' ? 3 : 1
  }
}

async function run({ names, write }: Options): Promise<number> {
  const wanted = pairs.filter(({ name }) => names.length === 0 || names.includes(name))
  const packages = new Map<Pair, Proof['packages']>()
  for (const pair of wanted) packages.set(pair, (await pythonEnvironment(pair.partner.environment)).packages)
  const found = new Map<Pair, Proof>()
  const folder = await mkdtemp(join(tmpdir(), 'interlayer-compat-'))
  try {
    const programs = { tool: await buildHookTool(folder), ours: await bundleOurCharms(folder) }
    const waiting = [...wanted]
    // From the end, where the longest are.
    const work = async (): Promise<void> => {
      for (let pair = waiting.pop(); pair !== undefined; pair = waiting.pop())
        found.set(pair, { pair, packages: packages.get(pair) ?? {}, told: await told(pair, programs) })
    }
    await Promise.all(Array.from({ length: together }, work))
  } finally {
    await rm(folder, { recursive: true })
  }
  const proofs = wanted.flatMap((pair) => found.get(pair) ?? [])
  if (proofs.some((proof) => proof.told.problems.length > 0)) return 1
  if (names.length > 0) return 0
  const status = await settleFile(document, documentOf(proofs), { write })
  if (status !== 0)
    console.error('COMPAT.md is not what this run proves: run pnpm test:interop --write, and look at the difference.')
  return status
}

async function told(pair: Pair, programs: Programs): Promise<Proof['told']> {
  const start = performance.now()
  const result = await runPair(pair, programs)
  const seconds = Math.round((performance.now() - start) / 1000)
  const { problems, killed } = result
  console.log(
    `${problems.length === 0 ? 'ok    ' : 'FAILED'} ${pair.name}, ${String(seconds)} s; killed hooks: ${String(killed.ours)} of ours, ${String(killed.theirs)} of theirs`,
  )
  for (const problem of problems) console.log(`  ${problem}`)
  return result
}
