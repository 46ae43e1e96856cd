import type { AnyCharm } from '../charm/charm.ts'
import { commit } from './commit.ts'
import { Dispatcher } from './dispatch.ts'
import type { HookTools } from '../adapter/hook-tools.ts'
import type { HookParts } from './hook-view.ts'
import { Outbox } from './outbox.ts'
import type { HookReport } from '../adapter/report.ts'
import { observe } from '../transaction/observe.ts'
import { Session } from './session.ts'

/**
 * One hook's life: observe, dispatch, commit. Rejects when a handler fails or does not come to rest; then nothing was
 * published and nothing stored.
 */
export async function runHook(charm: AnyCharm, tools: HookTools): Promise<HookReport> {
  const outbox = new Outbox()
  try {
    return await runSession(new Session(charm, await observe(tools, charm.endpoints)), { tools, outbox })
  } catch (error) {
    // Why the hook failed matters more than that its log could not be sent either.
    await outbox.sendLog(tools).catch(() => undefined)
    throw error
  }
}

async function runSession(session: Session, { tools, outbox }: Omit<HookParts, 'session'>): Promise<HookReport> {
  const dispatcher = new Dispatcher({ session, tools, outbox })
  await dispatcher.run()
  for (const warning of session.warnings()) outbox.log('warning', warning)
  const flags = session.snapshot.restricted ? undefined : session.flags()
  await commit(session, dispatcher, tools)
  await outbox.sendStatus(tools, ({ condition }) => session.couldHold(condition))
  await outbox.sendLog(tools)
  return { ran: dispatcher.ran, flags, steps: dispatcher.steps }
}
