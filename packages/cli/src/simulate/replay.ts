import { defaultBounds } from '@interlayer/simulator'
import { wordPattern } from './step.ts'

/** What shows in place of what may be a password. */
const hidden = '***'

/** What a replay is made of. */
export interface Replay {
  readonly bundle: string
  readonly seed: number
  readonly units: ReadonlyMap<string, number>
  readonly script: string | undefined
  readonly steps: readonly string[]
  readonly kill: number
  readonly fail: number
  readonly retries: number
  readonly expectations: readonly string[]
  /** Names of variables. */
  readonly environment: readonly string[]
  readonly processes: boolean
}

/** The command that does one run again. Values of variables, options and parameters are not in it: they may be passwords. */
export function replayCommand(replay: Replay): string {
  const { bundle, seed, units, script, steps, kill, fail, retries, environment, processes } = replay
  const words = [
    ...['interlayer', 'simulate', bundle, '--seed', String(seed)],
    ...[...units].flatMap(([application, count]) => ['--units', `${application}=${count}`]),
    ...(script === undefined ? [] : ['--script', script]),
    ...steps.flatMap((step) => ['--do', withoutValues(step)]),
    ...(kill > 0 ? ['--kill', String(kill)] : []),
    ...(fail > 0 ? ['--fail', String(fail)] : []),
    ...(retries === defaultBounds.retries ? [] : ['--retries', String(retries)]),
    ...replay.expectations.flatMap((expectation) => ['--expect', expectation]),
    ...environment.flatMap((name) => ['--environment', name]),
    ...(processes ? ['--processes'] : []),
  ]
  return words.map(quoted).join(' ')
}

/** Only these steps give values. */
function withoutValues(step: string): string {
  if (!/^\s*(?:config|run)\s/.test(step)) return step
  return step.replaceAll(wordPattern, (word) =>
    word.includes('=') ? `${word.slice(0, word.indexOf('=')).replaceAll(/["']/g, '')}=${hidden}` : word,
  )
}

/** As a shell reads it. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}
