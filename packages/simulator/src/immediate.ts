import type { Delta, LogLevel, StatusName } from '@interlayer/runtime/adapter'
import { keyChanges, withChanges } from './databag.ts'
import type { HookTurn } from './hook-turn.ts'
import { wake } from './membership.ts'

// What acts at once: Juju does not take it back when the hook fails.

/** Says how the unit's workload is. */
export function setStatus({ world, unit, number }: HookTurn, status: StatusName, message: string): void {
  unit.status = { status, message }
  world.record({ event: 'status', hook: number, unit: unit.name, status, message })
}

/** Says how the whole application is; for its leader. */
export function setApplicationStatus({ world, unit, number }: HookTurn, status: StatusName, message: string): void {
  const { application } = unit
  application.status = { status, message }
  world.record({ event: 'application-status', hook: number, application: application.name, status, message })
}

/** Says which version of the workload runs. */
export function setVersion({ world, unit, number }: HookTurn, version: string): void {
  const { application } = unit
  application.version = version
  world.record({ event: 'application-version', hook: number, application: application.name, version })
}

/** Says how one of the workloads that the unit runs beside its own is; undefined once it is gone. */
export function setPayload({ world, unit, number }: HookTurn, payload: string, status: string | undefined): void {
  if (status === undefined) unit.payloads.delete(payload)
  else unit.payloads.add(payload)
  world.record({ event: 'payload', hook: number, unit: unit.name, payload, ...(status !== undefined && { status }) })
}

/** Writes to the unit's log. */
export function log({ world, unit, number }: HookTurn, level: LogLevel, lines: readonly string[]): void {
  world.record({ event: 'log', hook: number, unit: unit.name, level, lines })
}

/** Changes the settings that a leader leaves for its followers, who are told. */
export function setLeaderSettings({ world, unit: { application } }: HookTurn, delta: Delta): void {
  const changes = keyChanges(application.leaderSettings, delta)
  if (changes.length === 0) return
  application.leaderSettings = withChanges(application.leaderSettings, changes)
  for (const follower of application.units) {
    if (follower === application.leader) continue
    follower.followed = false
    wake(world, follower)
  }
}
