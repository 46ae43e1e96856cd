import { Model, type HookRun } from '@interlayer/simulator'
import { onTestFinished } from 'vitest'
import { shellCharm, type Files } from './shell-charm.ts'

/** What became of one hook. */
export interface OneHook {
  readonly run: HookRun | undefined
  /** Why it failed. */
  readonly error: string
  readonly flags: readonly string[]
  /** What it printed and logged. */
  readonly log: readonly string[]
  readonly model: Model
}

/** Runs the install hook of a charm whose one handler is the script; `done` is a flag of it. */
export async function oneHook(script: string, files: Files = {}): Promise<OneHook> {
  const directory = shellCharm({
    'charmcraft.yaml': 'name: web',
    'interlayer.yaml': `
flags: { done: The handler has run., other: Another one. }
handlers: [{ when: hook:install, run: handlers/install, timeout: 20 }]
`,
    'handlers/install': script,
    ...files,
  })
  const model = new Model()
  onTestFinished(() => model.close())
  model.deploy('web', { directory, report: true })
  const run = await model.step('web/0')
  const error = run?.outcome.state === 'failed' ? String(run.outcome.error) : ''
  const log = model.trace.flatMap((event) => (event.event === 'log' ? event.lines : []))
  return { run, error, flags: model.flags('web/0'), log, model }
}
