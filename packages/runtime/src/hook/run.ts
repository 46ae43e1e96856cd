import type { AnyCharm } from '../charm/charm.ts'
import { commit } from './commit.ts'
import { Dispatcher } from './dispatch.ts'
import type { HookTools } from '../adapter/hook-tools.ts'
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
    const session = new Session(charm, await observe(tools, charm.endpoints))
    const dispatcher = new Dispatcher({ session, tools, outbox })
    await dispatcher.run()
    for (const key of session.snapshot.state.unreadable) {
      outbox.log('warning', `The stored state under "${key}" does not read; it starts afresh.`)
    }
    const flags = session.snapshot.restricted ? undefined : session.flags()
    await commit(session, dispatcher, tools)
    await outbox.sendStatus(tools)
    return { ran: dispatcher.ran, flags, steps: dispatcher.steps }
  } finally {
    await outbox.sendLog(tools)
  }
}
