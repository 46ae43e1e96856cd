import { hold } from './failure.ts'
import { startLoad } from './requests.ts'
import { through, type Stage } from './stage.ts'

/** Requests before the removal, between its two halves, and after it. */
const apiece = 100
/** Requests between two signs of progress. */
const shown = 25

/** Who leaves, and who has its hooks first: the proxy, which hears that it leaves, or the unit itself, through its last hook. */
export interface Removal {
  readonly unit: string
  readonly first: 'proxy' | 'website'
}

/** Removes a unit of the website while requests run; none may fail. */
export async function removeWebsite(stage: Stage, { unit, first }: Removal): Promise<void> {
  const { model, report } = stage
  const says =
    first === 'proxy' ? 'the proxy hears of it before the unit stops' : 'the unit stops before the proxy hears of it'
  report.heading(`juju remove-unit ${unit}, while requests run: ${says}`)
  const proxies = model.units.filter(({ application }) => application === 'proxy')
  const leaving = model.units.filter(({ name, principal }) => name === unit || principal === unit)
  const load = startLoad(through(stage, 'website'), (over) => {
    if (over % shown === 0) report.progress(`${over} requests`)
  })
  try {
    await load.more(apiece)
    model.removeUnit(unit)
    await model.settle({ units: (first === 'proxy' ? proxies : leaving).map(({ name }) => name) })
    checkOrder(stage, { unit, first })
    await load.more(apiece)
    await model.settle()
    const requests = await load.more(apiece)
    report.line(`${requests} requests before, between and after: ${load.failures.length} failed.`)
  } finally {
    await load.end()
  }
  hold(load.failures.length === 0, `${load.failures.length} requests failed, the first with ${load.failures[0] ?? ''}`)
  hold(!model.units.some(({ name }) => name === unit), `${unit} is still there`)
}

/** Whether it happened in the order that the scene is about. */
function checkOrder({ model }: Stage, { unit, first }: Removal): void {
  const hooks = model.trace.filter((event) => event.event === 'hook')
  const heard = hooks.some(({ hook, remoteUnit }) => hook === 'reverseproxy-relation-departed' && remoteUnit === unit)
  const removed = hooks.some((event) => event.hook === 'remove' && event.unit === unit)
  hold(
    heard === (first === 'proxy') && removed === (first === 'website'),
    `${unit} and the proxy went in another order`,
  )
}
