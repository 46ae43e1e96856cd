// Rehearses a release: `pnpm release:rehearsal`.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { constants, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { rehearsalEnvironment } from './environment.ts'
import { rehearse } from './rehearsal.ts'
import { report } from './report.ts'
import { steps } from './steps.ts'
import { root } from './workspace.ts'

const help = `Usage: pnpm release:rehearsal [--json] [--keep]

Releases what is committed to a registry on this machine, in a folder of its own: versions, build, checks, publishing. Installs it by
npm and by pnpm, checks the types of a charm and runs it on the oldest Node and on this one; then changes an interface and releases again.

  --json  print what was shown as JSON
  --keep  keep the folder, with the clone, the registry and the projects, and say where it is

Exit status: 0 when all went well, 1 when something failed, 2 when called wrongly.`

const options = { help: { type: 'boolean', short: 'h' }, json: { type: 'boolean' }, keep: { type: 'boolean' } } as const
const stopping = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => {
    process.exitCode = 128 + constants.signals[signal]
    stopping.abort(new Error(`Stopped by ${signal}.`))
  })

const values = readArguments()
if (values?.help === true) console.log(help)
else if (values !== undefined) await main(values)

function readArguments(): { help?: boolean; json?: boolean; keep?: boolean } | undefined {
  try {
    return parseArgs({ options }).values
  } catch (error) {
    process.exitCode = 2
    console.error(`${messageOf(error)}\n\n${help}`)
    return undefined
  }
}

async function main({ json = false, keep = false }: { json?: boolean; keep?: boolean }): Promise<void> {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'interlayer-release-'))
  const env = rehearsalEnvironment(process.env, { root, node: process.execPath })
  warnOfUncommitted()
  try {
    const summary = await rehearse({ root, folder, env, signal: stopping.signal, step: steps(process.stderr) })
    console.log(json ? JSON.stringify(summary, undefined, 2) : report(summary))
  } catch (error) {
    process.exitCode ??= 1
    console.error(messageOf(error))
  } finally {
    if (keep) console.error(`Everything is in ${folder}.`)
    else rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

function warnOfUncommitted(): void {
  const status = execFileSync('git', ['status', '--porcelain'], { cwd: root, encoding: 'utf8' })
  const count = status.split('\n').filter((line) => line !== '').length
  if (count > 0) console.error(`${count} changed files are not committed: what they change is not rehearsed.`)
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
