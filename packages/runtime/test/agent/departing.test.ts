import { expect, test } from 'vitest'
import type { HookContext } from '../../src/adapter/index.ts'
import { withDeparting } from '../../src/process/agent/departing.ts'
import type { ToolResult } from '../../src/process/index.ts'
import { printed } from './support/agent.ts'

/** Who departs in a hook of a relation of web/0, in a Juju that answers so; and what that is asked. */
async function departing(kind: string, answer: ToolResult): Promise<unknown> {
  const relation = { endpoint: 'db', id: 'db:3', remoteApp: 'mysql', remoteUnit: undefined, departingUnit: undefined }
  const context: HookContext = { hook: `db-relation-${kind}`, unit: 'web/0', principalUnit: undefined, relation }
  const asked: string[] = []
  const call = async (command: string, args: readonly string[]): Promise<ToolResult> => {
    asked.push([command, ...args].join(' '))
    return answer
  }
  const found = await withDeparting(context, { call, close: () => undefined })
  return [found.relation?.departingUnit, ...asked]
}

function goal(status: string): ToolResult {
  const units = { 'web/0': { status, since: '2026-01-01 00:00:00Z' }, 'web/1': { status: 'dying', since: '' } }
  return printed(JSON.stringify({ units, relations: {} }))
}

const asked = 'goal-state --format=json'

test('in a broken hook Juju is asked whether this unit is who leaves', async () => {
  expect(await departing('broken', goal('dying'))).toEqual(['web/0', asked])
  expect(await departing('broken', goal('active'))).toEqual([undefined, asked])
})

test('a Juju that does not tell means that the relation has ended, as it does for its other units', async () => {
  const refused = { code: 1, stdout: '', stderr: 'ERROR permission denied\n' }
  expect(await departing('broken', refused)).toEqual([undefined, asked])
  expect(await departing('broken', printed('null'))).toEqual([undefined, asked])
})

test('in other hooks it is not asked: it says in departed who leaves', async () => {
  expect(await departing('changed', goal('dying'))).toEqual([undefined])
})
