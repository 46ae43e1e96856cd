import { expect, test } from 'vitest'
import { charmDirectory, closingModel } from '../support/charm-directory.ts'
import { idle } from '../support/program.ts'

const timeout = 60_000

test('an action reads its parameters, gives results, and commits what it wrote', { timeout }, async () => {
  const model = closingModel()
  const directory = charmDirectory({
    'actions/backup': [
      'action-log starting',
      'action-set "size=$(action-get target.size)" outcome.name=full',
      'state-set done=yes; open-port 80',
      'echo "$JUJU_ACTION_NAME/$JUJU_DISPATCH_PATH/$JUJU_HOOK_NAME"',
    ].join('\n'),
    'actions/give-up': 'action-fail "no disk"',
    'actions/break': 'state-set done=no; exit 3',
  })
  model.deploy('web', { directory })
  await model.settle()
  expect(await model.runAction('web/0', 'backup', { target: { size: 7 } })).toEqual({
    status: 'completed',
    message: '',
    results: { size: '7', 'outcome.name': 'full', 'return-code': 0, stdout: 'backup/actions/backup/\n' },
  })
  const failed = { status: 'failed', results: { 'return-code': 0 } }
  expect(await model.runAction('web/0', 'give-up')).toEqual({ ...failed, message: 'no disk' })
  const broken = { ...failed, message: 'ended with status 3', results: { 'return-code': 3 } }
  expect(await model.runAction('web/0', 'break')).toEqual(broken)
  const none = { status: 'failed', message: 'action not implemented on unit "web/0"', results: {} }
  expect(await model.runAction('web/0', 'none')).toEqual(none)
  expect(await model.exec('web/0', 'state-get done; relation-ids; exit 4')).toEqual({
    code: 4,
    stdout: 'yes\n',
    stderr: 'ERROR no endpoint name specified\n',
  })
  expect(model.trace.filter(({ event }) => event === 'operation' || event === 'port')).toEqual([
    { event: 'port', hook: 5, unit: 'web/0', port: '80/tcp', open: true },
    { event: 'operation', number: 5, unit: 'web/0', operation: 'backup', outcome: 'ok' },
    { event: 'operation', number: 6, unit: 'web/0', operation: 'give-up', outcome: 'failed' },
    { event: 'operation', number: 7, unit: 'web/0', operation: 'break', outcome: 'failed' },
    { event: 'operation', number: 8, unit: 'web/0', operation: 'none', outcome: 'failed' },
    { event: 'operation', number: 9, unit: 'web/0', operation: 'juju-exec', outcome: 'failed' },
  ])
})

test('an action runs while a hook is in error, and leaves it there', { timeout }, async () => {
  const model = closingModel()
  model.deploy('web', { directory: charmDirectory({ 'hooks/install': 'exit 1', 'actions/look': 'echo here' }) })
  await model.step('web/0')
  expect(await model.runAction('web/0', 'look')).toMatchObject({ status: 'completed', results: { stdout: 'here\n' } })
  expect(model.status('web/0').message).toBe('hook failed: "install"')
})

test('a charm of this process has no shell', async () => {
  const model = closingModel()
  model.deploy('web', { program: idle })
  await expect(model.exec('web/0', 'true')).rejects.toMatchObject({ code: 'OPERATION_IMPOSSIBLE' })
})
