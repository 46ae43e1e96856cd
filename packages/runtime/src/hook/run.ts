import type { AnyCharm, HandlerRecord } from '../charm/charm.ts'
import { isAnswer, readAction } from '../actions/reading.ts'
import { commit, type Dispatched } from './commit.ts'
import { Dispatcher } from './dispatch.ts'
import type { HookTools } from '../adapter/hook-tools.ts'
import type { HookParts } from './hook-view.ts'
import { Outbox } from './outbox.ts'
import type { HookReport } from '../adapter/report.ts'
import { observe } from '../transaction/observe.ts'
import { Session } from './session.ts'
import { settleWires } from '../wires/settle.ts'

/**
 * One hook's or action's life: observe, dispatch, commit. Rejects when a handler fails or does not come to rest; then nothing
 * was published and nothing stored. An action that fails does so in its answer. With `only`, these handlers run in place of the
 * charm's, in an action too.
 */
export async function runHook(charm: AnyCharm, tools: HookTools, only?: readonly HandlerRecord[]): Promise<HookReport> {
  const outbox = new Outbox()
  const { action } = tools.context
  try {
    if (action !== undefined && only === undefined) return await runAction(charm, action, { tools, outbox })
    const session = new Session(charm, await observe(tools, charm.endpoints), only)
    return await finish(await dispatch(session, { tools, outbox }))
  } catch (error) {
    // Why the hook failed matters more than that its log could not be sent either.
    await outbox.sendLog(tools).catch(() => undefined)
    throw error
  }
}

type Outside = Omit<HookParts, 'session'>

async function runAction(charm: AnyCharm, name: string, { tools, outbox }: Outside): Promise<HookReport> {
  try {
    const { handler, results } = await readAction(charm, tools, name)
    const session = new Session(charm, await observe(tools, charm.endpoints), [handler])
    const dispatched = await dispatch(session, { tools, outbox })
    const answer = results()
    if (answer.size > 0) await tools.actionSet(answer)
    return await finish(dispatched)
  } catch (error) {
    if (!isAnswer(error)) throw error
    await tools.actionFail(error instanceof Error ? error.message : String(error))
    await outbox.sendLog(tools)
    return { ran: [], flags: undefined, steps: [] }
  }
}

async function dispatch(session: Session, { tools, outbox }: Outside): Promise<Dispatched> {
  settleWires(session)
  const dispatcher = new Dispatcher({ session, tools, outbox })
  await dispatcher.run()
  return { session, tools, outbox, dispatcher }
}

async function finish(dispatched: Dispatched): Promise<HookReport> {
  const { session, dispatcher, outbox, tools } = dispatched
  for (const warning of session.warnings()) outbox.log('warning', warning)
  const flags = session.snapshot.restricted ? undefined : session.flags()
  await commit(dispatched)
  if (!session.snapshot.restricted) await outbox.sendStatus(tools, ({ condition }) => session.couldHold(condition))
  await outbox.sendLog(tools)
  return { ran: dispatcher.ran, flags, steps: dispatcher.steps }
}
