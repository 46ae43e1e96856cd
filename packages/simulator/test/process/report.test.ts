import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { charmDirectory, closingModel } from '../support/charm-directory.ts'

const timeout = 60_000

/** Hooks that report what their names say, on one line or as no report at all. */
const reporting = {
  'hooks/install': `echo '{"ran":["a"],"flags":["set","up"],"steps":[{"step":"ran","handler":"a"}]}' > "$INTERLAYER_REPORT"`,
  'hooks/leader-elected': `echo '{"ran":[],"flags":["set"],"steps":[]}' > "$INTERLAYER_REPORT"; exit 1`,
  'hooks/config-changed': `echo '{"ran":[],"flags":["set"],"steps":[]}' > "$INTERLAYER_REPORT"`,
}

test('a process that is asked for a report says which handlers ran and which flags hold', { timeout }, async () => {
  const model = closingModel()
  model.deploy('web', { directory: charmDirectory(reporting), report: true })
  const report = { ran: ['a'], flags: ['set', 'up'], steps: [{ step: 'ran', handler: 'a' }] }
  expect((await model.step('web/0'))?.outcome).toEqual({ state: 'ok', report })
  expect(model.flags('web/0')).toEqual(['set', 'up'])
  expect((await model.step('web/0'))?.outcome.state).toBe('failed')
  expect(model.flags('web/0')).toEqual(['set', 'up'])
  model.resolve('web/0', { retry: false })
  await model.settle()
  expect(model.trace.filter(({ event }) => event === 'flag')).toEqual([
    { event: 'flag', hook: 1, unit: 'web/0', flag: 'set', raised: true },
    { event: 'flag', hook: 1, unit: 'web/0', flag: 'up', raised: true },
    { event: 'flag', hook: 3, unit: 'web/0', flag: 'up', raised: false },
  ])
})

test.for([
  ['nothing', ':'],
  ['no JSON', 'echo no > "$INTERLAYER_REPORT"'],
  ['something else', `echo '{"ran":[],"flags":[1],"steps":[]}' > "$INTERLAYER_REPORT"`],
  ['a step that is none', `echo '{"ran":[],"flags":[],"steps":[{"step":"ran"}]}' > "$INTERLAYER_REPORT"`],
  ['too much', 'head -c 17000000 /dev/zero > "$INTERLAYER_REPORT"'],
  ['a directory', 'mkdir "$INTERLAYER_REPORT"'],
])('a process that reports %s has said nothing, and its flags stay', { timeout }, async ([, command = '']) => {
  const model = closingModel()
  const directory = charmDirectory({ ...reporting, 'hooks/leader-elected': `${command}; echo "$INTERLAYER_REPORT"` })
  model.deploy('web', { directory, report: true })
  await model.step('web/0')
  const report = { ran: [], flags: undefined, steps: [] }
  expect((await model.step('web/0'))?.outcome).toEqual({ state: 'ok', report })
  expect(model.flags('web/0')).toEqual(['set', 'up'])
  const [file = ''] = model.trace.flatMap((event) => (event.event === 'log' ? event.lines : []))
  expect([file.endsWith('.report'), existsSync(file)]).toEqual([true, false])
})
