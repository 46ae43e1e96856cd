import type { Model, UnitView } from '@interlayer/simulator'
import { hold } from './failure.ts'
import type { Report } from './report.ts'
import { ask, type Target } from './requests.ts'

/** What every scene needs. */
export interface Stage {
  readonly model: Model
  readonly report: Report
}

/** Requests in which everybody who should answer has to have answered. */
const maxRequests = 500

/** The model's units of an application. */
export function unitsOf({ model }: Stage, application: string): readonly UnitView[] {
  return model.units.filter((unit) => unit.application === application)
}

/** The proxy, asked for an application. */
export function through(stage: Stage, host: string): Target {
  const [proxy] = unitsOf(stage, 'proxy')
  hold(proxy !== undefined, 'there is no proxy')
  const port = stage.model.applications.find(({ name }) => name === 'proxy')?.config.get('port')
  return { address: proxy.address, port: Number(port), host }
}

/** What a page says: who made it, and what. */
export interface Page {
  readonly unit: string
  readonly text: string
}

/**
 * Asks until every unit of the application has answered through the proxy, and shows an answer of each; fails when one does not
 * answer, and when anybody else does.
 */
export async function showAnswers(stage: Stage, application: string, read: (page: string) => Page): Promise<void> {
  const expected = unitsOf(stage, application).map(({ name }) => name)
  const target = through(stage, application)
  const answered = new Map<string, string>()
  for (let made = 0; made < maxRequests && answered.size < expected.length; made += 1) {
    const { status, page } = await ask(target)
    hold(status === 200, `the proxy answered with status ${status}: ${page.trim()}`)
    const { unit, text } = read(page)
    hold(expected.includes(unit), `${unit} answered through the proxy, and it is none of ${expected.join(', ')}`)
    answered.set(unit, text)
  }
  const silent = expected.filter((unit) => !answered.has(unit))
  hold(silent.length === 0, `${silent.join(', ')} did not answer in ${maxRequests} requests through the proxy`)
  for (const unit of expected) {
    stage.report.line(`GET http://${target.address}:${target.port}/  200  ${answered.get(unit) ?? ''}`)
  }
}
