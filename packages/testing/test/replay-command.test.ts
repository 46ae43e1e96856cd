import { expect, test } from 'vitest'
import { replayCommand } from '../src/replay-command.ts'

const name = 'whatever the order of hooks'

test('the command that runs a failing test again has its seed, and its project where there are several', () => {
  const file = { name: 'test/echo.test.ts', projectName: 'packages/interface-echo' }
  const problems = ['EchoProvider with EchoRequirer, INTERLAYER_SEED=17:\nIt ends otherwise']
  expect(replayCommand({ name, file }, problems)).toBe(
    `INTERLAYER_SEED=17 npx vitest run --project packages/interface-echo test/echo.test.ts -t "${name}"`,
  )
  expect(replayCommand({ name, file: { name: 'echo.test.ts' } }, ['It throws'])).toBe(
    `npx vitest run echo.test.ts -t "${name}"`,
  )
})
