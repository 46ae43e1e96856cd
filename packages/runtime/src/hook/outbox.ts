import type { HandlerRecord } from '../charm/charm.ts'
import type { HookTools, LogLevel, StatusName } from '../adapter/hook-tools.ts'

/** From the one that asks for help to the one that needs none. */
const worstFirst: readonly StatusName[] = ['blocked', 'waiting', 'maintenance', 'active']
const levels: readonly LogLevel[] = ['error', 'warning', 'info', 'debug']

/**
 * Longest text of one level, in UTF-16 units with its line breaks, but for what says that there was more. It becomes one argument of a
 * process, which holds 128 KiB. Of more the end is kept: it tells why a hook failed.
 */
const maxLog = 40_000

/** Status, version, ports and log lines of a hook: collected, so that each costs one call at its end. */
export class Outbox {
  readonly #statuses = new Map<HandlerRecord, { readonly status: StatusName; readonly message: string }>()
  readonly #kept = new Set<HandlerRecord>()
  readonly #logs = new Map<LogLevel, { readonly lines: string[]; length: number; lost: number }>()
  readonly #ports = new Map<string, boolean>()
  #version: string | undefined

  /** The last one that a handler reports is its own. */
  status(handler: HandlerRecord, status: StatusName, message: string): void {
    this.#statuses.set(handler, { status, message })
  }

  log(level: LogLevel, message: string): void {
    const log = this.#logs.get(level) ?? { lines: [], length: 0, lost: 0 }
    this.#logs.set(level, log)
    const line =
      message.length <= maxLog ? message : `(${String(message.length)} characters) …${message.slice(-maxLog)}`
    log.lines.push(line)
    log.length += line.length + 1
    for (; log.length > maxLog + 1 && log.lines.length > 1; log.lost += 1)
      log.length -= (log.lines.shift()?.length ?? 0) + 1
  }

  /** The last word on a port counts. */
  port(port: string, open: boolean): void {
    this.#ports.set(port, open)
  }

  version(version: string): void {
    this.#version = version
  }

  /** The handler's own run ended its condition, so that it keeps its say. */
  keep(handler: HandlerRecord): void {
    this.#kept.add(handler)
  }

  /** Opens and closes ports; Juju does so when the hook succeeds. */
  async sendPorts(tools: HookTools): Promise<void> {
    const sent = [...this.#ports].map(([port, open]) => (open ? tools.openPort(port) : tools.closePort(port)))
    await Promise.all(sent)
  }

  /** Shows the version and the worst status of those handlers that still have a say; of equals the one reported first. */
  async sendStatus(tools: HookTools, hasSay: (handler: HandlerRecord) => boolean): Promise<void> {
    if (this.#version !== undefined) await tools.versionSet(this.#version)
    const said = [...this.#statuses].filter(([handler]) => this.#kept.has(handler) || hasSay(handler))
    const [worst] = said.map(([, report]) => report).sort((a, b) => rank(a.status) - rank(b.status))
    if (worst !== undefined) await tools.statusSet(worst.status, worst.message)
  }

  /** Sends the lines, one call per level. They are sent also when the hook fails. */
  async sendLog(tools: HookTools): Promise<void> {
    for (const level of levels) {
      const { lines, lost } = this.#logs.get(level) ?? { lines: [], lost: 0 }
      if (lines.length > 0)
        await tools.log(level, lost === 0 ? lines : [`(lines left out: ${String(lost)}) …`, ...lines])
    }
    this.#logs.clear()
  }
}

function rank(status: StatusName): number {
  return worstFirst.indexOf(status)
}
