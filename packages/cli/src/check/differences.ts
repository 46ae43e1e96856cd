import { actionFindings } from './action-findings.ts'
import type { CharmCode } from './charm-code.ts'
import type { CharmFiles } from './charm-files.ts'
import { endpointFindings } from './endpoint-findings.ts'
import type { Finding } from './finding.ts'
import { optionFindings } from './option-findings.ts'

/** Every point in which a charm's metadata and code differ, in the order of the files. */
export function differences(code: CharmCode, files: CharmFiles): readonly Finding[] {
  const findings = [...endpointFindings(code, files), ...optionFindings(code, files), ...actionFindings(code, files)]
  return findings.sort((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1))
}
