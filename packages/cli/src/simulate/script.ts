import { CliError } from '../errors.ts'
import { readStep, type Step } from './step.ts'
import { parseYaml } from './yaml-text.ts'

/** Most steps of one script. */
const mostSteps = 10_000

/** Reads a script: a list of steps in YAML, each a text. */
export function readScript(text: string, name: string): readonly Step[] {
  const items = listIn(text, name)
  if (items.length > mostSteps)
    throw new CliError('INPUT_INVALID', `${name} has ${items.length} steps, of at most ${mostSteps}: write fewer.`)
  return items.map((item, index) => {
    const source = `${name}, step ${index + 1}`
    if (typeof item === 'string') return readStep(item, source)
    throw new CliError('INPUT_INVALID', `${source} is no text: write it in quotes, as "${example}".`)
  })
}

const example = 'expect web/*=active'

function listIn(text: string, name: string): readonly unknown[] {
  const value = parseYaml(text, name)
  if (Array.isArray(value)) return value
  throw new CliError('INPUT_INVALID', `${name} is no list: write one step a line, each after "- ".`)
}
