import type { TraceEvent } from '@interlayer/simulator'
import { movesOf, type Life } from './life.ts'

/** Lines of a trace that are printed; more would hide the beginning of the message. */
const mostLines = 120

/** A life in words. */
export function describeLife(life: Life): string {
  const { units, gap, others, elections, faults, twice } = life
  const happens = movesOf(life).map(({ move, after }) => `after ${after} hooks ${move}`)
  return [
    `${units.join(' and ')} units${gap ? ', the third of which is /11' : ''}`,
    ...(others ? ['a further application'] : []),
    ...happens,
    ...elections.map(({ before, unit }) => `unit ${unit} leads from move ${before} on`),
    ...(faults.length > 0 ? [`hooks ${faults.join(', ')} fail once`] : []),
    ...(twice ? ['each hook says everything twice'] : []),
  ].join('; ')
}

/** What happened, a line for each event. */
export function describeTrace(trace: readonly TraceEvent[]): string {
  const lines = trace.map(
    ({ event, ...facts }) =>
      `  ${event} ${Object.values(facts)
        .map((fact) => (typeof fact === 'object' ? JSON.stringify(fact) : String(fact)))
        .join(' ')}`,
  )
  const left = lines.length - mostLines
  return [...lines.slice(0, mostLines), ...(left > 0 ? [`  … and ${left} more`] : [])].join('\n')
}
