import { readFileSync, rmSync, statSync } from 'node:fs'
import type { HookReport, Step } from '@interlayer/runtime/adapter'

/** What a process tells that does not report. */
export const silentReport: HookReport = { ran: [], flags: undefined, steps: [] }

/** Longest report that is read, in bytes. */
const maxLength = 16 * 1_048_576

/** Reads the report that a process has left, and removes it; what is no report says nothing. */
export function takeReport(file: string): HookReport {
  try {
    return statSync(file).size > maxLength ? silentReport : readReport(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return silentReport
  } finally {
    rmSync(file, { recursive: true, force: true })
  }
}

function readReport(report: unknown): HookReport {
  if (!isRecord(report)) return silentReport
  const { ran, flags, steps } = report
  const known = areTexts(ran) && (flags === undefined || areTexts(flags)) && Array.isArray(steps) && steps.every(isStep)
  return known ? { ran, flags, steps } : silentReport
}

/** The members of each kind of step. */
const stepMembers: Readonly<Record<Step['step'], Readonly<Record<string, (value: unknown) => boolean>>>> = {
  start: { flags: areTexts },
  round: { number: (value) => typeof value === 'number', due: areTexts },
  ran: { handler: isText },
  skipped: { handler: isText },
  flag: { flag: isText, raised: (value) => typeof value === 'boolean', cause: isText },
}

function isStep(value: unknown): value is Step {
  if (!isRecord(value)) return false
  const members = Object.entries(stepMembers).find(([kind]) => kind === value['step'])?.[1]
  return members !== undefined && Object.entries(members).every(([name, fits]) => fits(value[name]))
}

function areTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every(isText)
}

function isText(value: unknown): value is string {
  return typeof value === 'string'
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
