import type { LoadCharm, TraceEvent } from '@interlayer/simulator'
import { startSupervisor } from '@interlayer/simulator/supervisor'
import type { Report } from '../../src/report.ts'
import { tell } from '../../src/story.ts'

const nothing = (): void => undefined
const report: Report = { event: nothing, heading: nothing, line: nothing, progress: nothing, flush: nothing }

/** What happens in the demo of a bundle, with the network that a run has to itself left out. */
export async function traceOf(bundle: string, loadCharm?: LoadCharm): Promise<readonly TraceEvent[]> {
  const supervisor = await startSupervisor()
  const model = supervisor.model({ seed: 7 })
  try {
    await tell({ model, report }, bundle, loadCharm)
  } finally {
    model.close()
    await supervisor.close()
  }
  return JSON.parse(JSON.stringify(model.trace).replaceAll(/127\.\d+\./g, '127.*.')) as TraceEvent[]
}
