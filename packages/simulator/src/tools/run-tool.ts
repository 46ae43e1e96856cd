import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { HookCommand, HookCommandResult } from '../hook-command.ts'
import type { HookTurn } from '../hook-turn.ts'
import { parseArguments, type Options } from './arguments.ts'
import { failed, misused, ToolFailure } from './failure.ts'
import { formatOutput, type Format } from './output.ts'
import type { Printed, Tool, ToolCall } from './tool.ts'
import { tools } from './tool-table.ts'

const formats: readonly Format[] = ['smart', 'yaml', 'json']
const formatOptions: Options = { format: { takes: 'value' }, output: { letter: 'o', takes: 'value' } }
const helpOptions: Options = { help: { letter: 'h', takes: 'nothing' } }

/** Hooks of metrics, in which Juju lets charms do nothing else; and the text of its refusal. */
const restrictedHooks = ['collect-metrics', 'meter-status-changed']
const open = ['add-metric', 'juju-log']
const restricted = 'not implemented for restricted context not implemented'

/** Runs one of Juju's hook tools; undefined when there is none of that name. Throws StdinNeeded, and nothing else. */
export function runTool(turn: HookTurn, given: HookCommand): HookCommandResult | undefined {
  const { command, args, directory = process.cwd(), stdin } = given
  const tool = Object.hasOwn(tools, command) ? tools[command] : undefined
  if (tool === undefined) return undefined
  try {
    const options = { ...tool.options, ...(tool.format && formatOptions), ...helpOptions }
    const parsed = parseArguments(options, args)
    if (parsed.switches.has('help')) return { code: 0, stdout: helpText(command, tool, options), stderr: '' }
    const call = { ...parsed, turn, directory, stdin }
    if (restrictedHooks.includes(turn.hook.name) && !open.includes(command)) failed(restricted)
    const format = formatOf(tool, call)
    return { code: 0, ...printed(call, tool.run(call), format) }
  } catch (error) {
    if (!(error instanceof ToolFailure)) throw error
    return { code: error.status, stdout: '', stderr: `ERROR ${error.message}\n` }
  }
}

function formatOf({ format, plainFormats = false }: Tool, { values }: ToolCall): Format {
  const given = values.get('format')
  if (format === undefined || given === undefined) return format ?? 'smart'
  const found = formats.find((name) => name === given.text && !(plainFormats && name === 'smart'))
  return (
    found ??
    misused(
      `invalid value ${JSON.stringify(given.text)} for option --format: unknown format ${JSON.stringify(given.text)}`,
    )
  )
}

function printed(call: ToolCall, result: Printed, format: Format): Pick<HookCommandResult, 'stdout' | 'stderr'> {
  if (!('output' in result)) return { stdout: result.stdout ?? '', stderr: result.stderr ?? '' }
  const stdout = formatOutput(result.output, format)
  const file = call.values.get('output')?.text ?? ''
  if (file === '') return { stdout, stderr: '' }
  writeOutput(resolve(call.directory, file), stdout)
  return { stdout: '', stderr: '' }
}

function writeOutput(file: string, text: string): void {
  try {
    writeFileSync(file, text)
  } catch (error) {
    failed(error instanceof Error ? error.message : String(error))
  }
}

function helpText(command: string, { usage }: Tool, options: Options): string {
  const lines = Object.entries(options).map(([name, { letter, takes }]) => {
    const spellings = [...(letter === undefined ? [] : [`-${letter}`]), name.length > 1 ? `--${name}` : `-${name}`]
    return `${spellings.join(', ')}${takes === 'value' ? ' <value>' : ''}`
  })
  return `Usage: ${command} ${usage}\n\nOptions:\n${lines.join('\n')}\n`
}
