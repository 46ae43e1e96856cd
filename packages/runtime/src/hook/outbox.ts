import type { HookTools, LogLevel, StatusName } from '../adapter/hook-tools.ts'

/** From the one that asks for help to the one that needs none. */
const worstFirst: readonly StatusName[] = ['blocked', 'waiting', 'maintenance', 'active']
const levels: readonly LogLevel[] = ['error', 'warning', 'info', 'debug']

/** Status and log lines of a hook: collected, so that each costs one call at its end. */
export class Outbox {
  readonly #statuses: { readonly status: StatusName; readonly message: string }[] = []
  readonly #lines = new Map<LogLevel, string[]>()

  status(status: StatusName, message: string): void {
    this.#statuses.push({ status, message })
  }

  log(level: LogLevel, message: string): void {
    const lines = this.#lines.get(level) ?? []
    lines.push(message)
    this.#lines.set(level, lines)
  }

  /** Shows the worst status; of equals the one reported first. */
  async sendStatus(tools: HookTools): Promise<void> {
    for (const name of worstFirst) {
      const worst = this.#statuses.find(({ status }) => status === name)
      if (worst === undefined) continue
      await tools.statusSet(worst.status, worst.message)
      return
    }
  }

  /** Sends the lines, one call per level. They are sent also when the hook fails. */
  async sendLog(tools: HookTools): Promise<void> {
    for (const level of levels) {
      const lines = this.#lines.get(level)
      if (lines !== undefined) await tools.log(level, lines)
    }
    this.#lines.clear()
  }
}
