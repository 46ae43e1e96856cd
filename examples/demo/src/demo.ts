import { ModelError } from '@interlayer/simulator'
import { startSupervisor } from '@interlayer/simulator/supervisor'
import { Failure } from './failure.ts'
import { missingPrograms } from './mariadb.ts'
import { jsonReport } from './report.ts'
import { tell } from './story.ts'
import { textReport } from './text-report.ts'

/** What to show, and how. */
export interface DemoOptions {
  readonly mariadb: boolean
  readonly json: boolean
  readonly seed: number
}

/** Runs the demo; gives the exit status. The story may not be over when it was interrupted. */
export async function demo({ mariadb, json, seed }: DemoOptions): Promise<number> {
  const missing = mariadb ? missingPrograms() : []
  if (missing.length > 0)
    return untried(`there is no ${missing.join(', ')}: install mariadb-server-core and mariadb-client-core (Debian).`)
  const supervisor = await startSupervisor().catch((error: unknown) => reason(error))
  if (typeof supervisor === 'string') return untried(supervisor)
  const report = json ? jsonReport(process.stdout) : textReport(process.stdout)
  const interrupted = interruption()
  const model = supervisor.model({ seed, onEvent: report.event })
  const told = tell({ model, report }, mariadb ? 'bundle-mariadb.yaml' : 'bundle.yaml').then(
    () => ({ state: 'held' }) as const,
    (error: unknown) => ({ state: 'failed', error }) as const,
  )
  const outcome = await Promise.race([told, interrupted])
  if (outcome.state === 'held') report.line('demo: ok')
  report.flush()
  model.close()
  await supervisor.close()
  if (outcome.state === 'failed') process.stderr.write(`demo: failed: ${reason(outcome.error)}\n`)
  return outcome.state === 'interrupted' ? outcome.status : outcome.state === 'held' ? 0 : 1
}

function untried(problem: string): number {
  process.stderr.write(`demo: ${problem}\n`)
  return 2
}

interface Interruption {
  readonly state: 'interrupted'
  readonly status: number
}

/** Resolves at Ctrl-C and its like, the first time; a second one does not wait for anything. */
function interruption(): Promise<Interruption> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve({ state: 'interrupted', status: 130 }))
    process.once('SIGTERM', () => resolve({ state: 'interrupted', status: 143 }))
    // Whoever reads has seen enough.
    process.stdout.on('error', () => resolve({ state: 'interrupted', status: 141 }))
  })
}

/** What did not hold, or where the demo itself went wrong. */
function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error instanceof Failure || error instanceof ModelError ? error.message : (error.stack ?? error.message)
}
