import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { bundledCharm } from '../support/bundled-charm.ts'
import { charmDirectory, closingModel } from '../support/charm-directory.ts'
import { unitWriter } from '../support/program.ts'
import { openRelay } from '../support/relay.ts'

test('50 remote units are read with no process spawned, as the agent counts', { timeout: 120_000 }, async () => {
  const relay = await openRelay(await bundledCharm('teller'), (_, forward) => forward())
  const tool = charmDirectory({ tool: 'touch "$(dirname "$0")/spawned"' })
  const model = closingModel({ toolBinary: join(tool, 'tool') })
  const metadata = 'name: teller\nrequires:\n  in: channel\nprovides:\n  out: channel\n'
  const config = 'options:\n  factor: { type: int, default: 1 }\n'
  // The units come one by one: the hooks in which they do are not what this is about.
  const dispatch = `#!/bin/sh\n[ "$JUJU_HOOK_NAME" = update-status ] || exit 0\n${relay.dispatch}`
  const directory = charmDirectory({ 'metadata.yaml': metadata, 'config.yaml': config, dispatch })
  model.deploy('teller', { directory, environment: { PATH: '/nowhere' } })
  model.deploy('crowd', {
    program: unitWriter('out', { value: '1' }),
    metadata: { provides: { out: 'channel' } },
    units: 50,
  })
  model.relate('teller', 'crowd')
  await model.settle()
  model.trigger('teller/0', 'update-status')
  await model.settle()
  expect(model.status('teller/0').message).toBe('told 50')
  expect(relay.hooks.map(({ calls }) => countsOf(calls))).toEqual([
    {
      'is-leader': 1,
      'config-get': 1,
      'state-get': 1,
      'relation-ids': 2,
      'relation-list': 1,
      'relation-get': 53,
      'relation-set': 2,
      'state-set': 1,
      'status-set': 1,
      'juju-log': 2,
    },
  ])
  expect(existsSync(join(tool, 'spawned'))).toBe(false)
})

function countsOf(calls: readonly string[]): Readonly<Record<string, number>> {
  return Object.fromEntries([...new Set(calls)].map((call) => [call, calls.filter((other) => other === call).length]))
}
