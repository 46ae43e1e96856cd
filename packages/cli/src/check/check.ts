import { resolve } from 'node:path'
import type { Call } from '../command.ts'
import { inkFor, printable, type Ink } from '../input/ink.ts'
import { readCharmFiles, type CharmFiles } from './charm-files.ts'
import { differences } from './differences.ts'
import { lineChange } from './edit.ts'
import type { Finding } from './finding.ts'
import { readCharmCode } from './read-charm-code.ts'

/** As commander parses them. */
export interface CheckOptions {
  readonly entry?: string
  readonly json?: true
}

/** Compares a charm's metadata with its code, and says which lines to change. */
export async function check(call: Call, given: string, { entry, json }: CheckOptions): Promise<void> {
  const directory = resolve(call.directory, given)
  const files = readCharmFiles(directory)
  const code = await readCharmCode(directory, entry && resolve(call.directory, entry))
  const findings = differences(code, files)
  call.out(json ? asJson(findings, files) : asText(findings, { files, ink: inkFor(call), code: code.file }))
  if (findings.length > 0) call.end(1)
}

function asJson(findings: readonly Finding[], files: CharmFiles): string {
  const told = findings.map(({ edits, ...finding }) => {
    return { ...finding, changes: edits.map((edit) => lineChange(files.file(edit.file), edit)) }
  })
  return `${JSON.stringify({ agrees: findings.length === 0, findings: told }, undefined, 2)}\n`
}

interface Surroundings {
  readonly files: CharmFiles
  readonly ink: Ink
  readonly code: string
}

function asText(findings: readonly Finding[], { files, ink, code }: Surroundings): string {
  if (findings.length === 0) return `${ink.good('The metadata agree')} with ${code}.\n`
  const told = findings.flatMap(({ file, line, message, edits }) => [
    `${ink.strong(`${file}:${line}`)}  ${printable(message)}`,
    ...edits.flatMap((edit) => {
      const { line: first, remove, insert } = lineChange(files.file(edit.file), edit)
      const at = (index: number): string => String(first + index).padStart(6)
      return [
        ...remove.map((text, index) => ink.bad(`${at(index)} - ${printable(text)}`)),
        ...insert.map((text, index) => ink.good(`${at(index)} + ${printable(text)}`)),
      ]
    }),
    '',
  ])
  const count = findings.length === 1 ? 'One point differs' : `${findings.length} points differ`
  return `${told.join('\n')}\n${ink.bad(count)} between the metadata and ${code}.\n`
}
