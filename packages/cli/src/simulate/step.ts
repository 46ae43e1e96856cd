import { parseArgs } from 'node:util'
import { CliError } from '../errors.ts'
import { readExpectation, type Expectation } from './expectation.ts'

/** What an operator does. */
export type Step =
  | { readonly verb: 'add-unit'; readonly application: string; readonly count: number }
  | { readonly verb: 'remove-unit'; readonly units: readonly string[] }
  | { readonly verb: 'integrate' | 'remove-relation'; readonly ends: readonly [string, string] }
  | { readonly verb: 'remove-application'; readonly application: string }
  | {
      readonly verb: 'config'
      readonly application: string
      readonly values: Values
      readonly reset: readonly string[]
    }
  | { readonly verb: 'elect'; readonly unit: string }
  | { readonly verb: 'resolved'; readonly unit: string; readonly retry: boolean }
  | { readonly verb: 'trigger'; readonly unit: string; readonly hook: string }
  | { readonly verb: 'run'; readonly unit: string; readonly action: string; readonly params: Values }
  | { readonly verb: 'expect'; readonly expectation: Expectation }
  | { readonly verb: 'settle' }

/** Texts by name. */
export type Values = Readonly<Record<string, string>>

type ReadStep = (words: readonly string[]) => Step | undefined

/** How each step is written, and what reads its words; undefined for what is not written so. */
const verbs: Readonly<Record<string, readonly [usage: string, read: ReadStep]>> = {
  'add-unit': ['add-unit <application> [-n <number>]', readAddUnit],
  'remove-unit': ['remove-unit <unit>…', (units) => (units.length > 0 ? { verb: 'remove-unit', units } : undefined)],
  integrate: ['integrate <application[:endpoint]> <application[:endpoint]>', (words) => ends('integrate', words)],
  'remove-relation': [
    'remove-relation <application[:endpoint]> <application[:endpoint]>',
    (words) => ends('remove-relation', words),
  ],
  'remove-application': [
    'remove-application <application>',
    one((application) => ({ verb: 'remove-application', application })),
  ],
  config: ['config <application> <option>=<value>… [--reset <option,…>]', readConfig],
  elect: ['elect <unit>', one((unit) => ({ verb: 'elect', unit }))],
  resolved: ['resolved <unit> [--no-retry]', readResolved],
  trigger: ['trigger <unit> <hook>', two((unit, hook) => ({ verb: 'trigger', unit, hook }))],
  run: ['run <unit> <action> [<parameter>=<value>…]', readRun],
  expect: [
    'expect <units>=<status>[:<message>]',
    (words) => (words.length > 0 ? { verb: 'expect', expectation: readExpectation(words.join(' ')) } : undefined),
  ],
  settle: ['settle', (words) => (words.length === 0 ? { verb: 'settle' } : undefined)],
}

/** A word, parts of which may be in quotes. */
export const wordPattern = /(?:[^\s"']|"[^"]*"|'[^']*')+/g

/** Most units that one step adds. */
const mostAdded = 10_000

/** Reads a step; `source` says where it stands. Words with spaces are in quotes. */
export function readStep(text: string, source: string): Step {
  const [verb = '', ...words] = wordsOf(text, source)
  const known = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined
  if (known === undefined)
    throw new CliError('INPUT_INVALID', `${source}: "${verb}" is no step: use one of ${Object.keys(verbs).join(', ')}.`)
  const [usage, read] = known
  const step = read(words)
  if (step !== undefined) return step
  // Without its words: a value may be a password.
  throw new CliError('INPUT_INVALID', `${source}: this step is not written as one: ${usage}`)
}

function wordsOf(text: string, source: string): readonly string[] {
  if (/["']/.test(text.replaceAll(/"[^"]*"|'[^']*'/g, '')))
    throw new CliError('INPUT_INVALID', `${source}: a quote in this step has no end: close it.`)
  return (text.match(wordPattern) ?? []).map((word) => word.replaceAll(/"([^"]*)"|'([^']*)'/g, '$1$2'))
}

function one(step: (word: string) => Step): ReadStep {
  return ([word, ...more]) => (word === undefined || more.length > 0 ? undefined : step(word))
}

function two(step: (first: string, second: string) => Step): ReadStep {
  return ([first, second, ...more]) =>
    first === undefined || second === undefined || more.length > 0 ? undefined : step(first, second)
}

function ends(verb: 'integrate' | 'remove-relation', words: readonly string[]): Step | undefined {
  return two((first, second) => ({ verb, ends: [first, second] }))(words)
}

function readAddUnit(words: readonly string[]): Step | undefined {
  const read = optionsOf(words, { 'num-units': { type: 'string', short: 'n', default: '1' } })
  const [application, ...more] = read?.words ?? []
  const count = Number(read?.values['num-units'])
  if (application === undefined || more.length > 0 || !Number.isInteger(count)) return undefined
  return count > 0 && count <= mostAdded ? { verb: 'add-unit', application, count } : undefined
}

function readResolved([unit, option, ...more]: readonly string[]): Step | undefined {
  if (unit === undefined || more.length > 0 || (option ?? '--no-retry') !== '--no-retry') return undefined
  return { verb: 'resolved', unit, retry: option === undefined }
}

function readConfig(words: readonly string[]): Step | undefined {
  const read = optionsOf(words, { reset: { type: 'string', default: '' } })
  const [application, ...pairs] = read?.words ?? []
  const values = valuesOf(pairs)
  const reset = (read?.values['reset'] ?? '').split(',').filter((name) => name !== '')
  if (application === undefined || values === undefined || pairs.length + reset.length === 0) return undefined
  return { verb: 'config', application, values, reset }
}

function readRun([unit, action, ...pairs]: readonly string[]): Step | undefined {
  const params = valuesOf(pairs)
  return unit === undefined || action === undefined || params === undefined
    ? undefined
    : { verb: 'run', unit, action, params }
}

interface Read {
  readonly words: readonly string[]
  readonly values: Readonly<Record<string, string | undefined>>
}

type Options = Readonly<Record<string, { type: 'string'; short?: string; default: string }>>

function optionsOf(words: readonly string[], options: Options): Read | undefined {
  try {
    const { positionals, values } = parseArgs({ args: [...words], options, allowPositionals: true })
    return { words: positionals, values }
  } catch {
    return undefined
  }
}

function valuesOf(pairs: readonly string[]): Values | undefined {
  if (pairs.some((pair) => pair.indexOf('=') < 1)) return undefined
  return Object.fromEntries(pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]))
}
