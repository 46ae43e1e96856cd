import { expect, test } from 'vitest'
import { readContext } from '../../src/process/index.ts'

const install = { JUJU_HOOK_NAME: 'install', JUJU_UNIT_NAME: 'web/0' }

test('a hook of its own has a name and a unit; what is empty is absent', () => {
  const empty = {
    JUJU_PRINCIPAL_UNIT: '',
    JUJU_RELATION: '',
    JUJU_RELATION_ID: '',
    JUJU_REMOTE_UNIT: '',
    JUJU_REMOTE_APP: '',
  }
  const context = { hook: 'install', unit: 'web/0', principalUnit: undefined, relation: undefined }
  expect(readContext(install)).toEqual(context)
  expect(readContext({ ...install, ...empty })).toEqual(context)
  expect(readContext({ JUJU_UNIT_NAME: 'web/0', JUJU_DISPATCH_PATH: 'hooks/install' })).toEqual(context)
})

test('a relation hook says of which relation, and who is concerned', () => {
  const departed = {
    JUJU_HOOK_NAME: 'db-relation-departed',
    JUJU_UNIT_NAME: 'agent/7',
    JUJU_PRINCIPAL_UNIT: 'web/0',
    JUJU_RELATION: 'db',
    JUJU_RELATION_ID: 'db:0',
    JUJU_REMOTE_UNIT: 'mysql/1',
    JUJU_REMOTE_APP: 'mysql',
    JUJU_DEPARTING_UNIT: 'mysql/1',
  }
  expect(readContext(departed)).toEqual({
    hook: 'db-relation-departed',
    unit: 'agent/7',
    principalUnit: 'web/0',
    relation: { endpoint: 'db', id: 'db:0', remoteApp: 'mysql', remoteUnit: 'mysql/1', departingUnit: 'mysql/1' },
  })
})

test('a broken hook after a restart of the agent does not know the application', () => {
  const broken = { ...install, JUJU_HOOK_NAME: 'db-relation-broken', JUJU_RELATION_ID: 'db:2', JUJU_REMOTE_APP: '' }
  expect(readContext(broken).relation).toEqual({
    endpoint: 'db',
    id: 'db:2',
    remoteApp: undefined,
    remoteUnit: undefined,
    departingUnit: undefined,
  })
})

test.each([
  ['JUJU_UNIT_NAME', { JUJU_HOOK_NAME: 'install' }],
  ['JUJU_HOOK_NAME', { JUJU_UNIT_NAME: 'web/0', JUJU_HOOK_NAME: '' }],
  // An action has no name of a hook.
  ['JUJU_HOOK_NAME', { JUJU_UNIT_NAME: 'web/0', JUJU_HOOK_NAME: '', JUJU_DISPATCH_PATH: 'actions/backup' }],
])('where %s is missing, this is no hook', (variable, env) => {
  expect(() => readContext(env)).toThrow(
    expect.objectContaining({
      code: 'ENVIRONMENT_INVALID',
      message: `${variable} is not set. Juju sets it for every hook: let Juju, or a simulation of it, start the charm.`,
      details: { variable },
    }),
  )
})
