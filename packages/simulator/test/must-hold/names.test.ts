import { all, defineCharm, defineInterface, Requirer, type Condition } from '@interlayer/runtime'
import { flagNames } from '@interlayer/runtime/adapter'
import { expect, test } from 'vitest'
import { Model } from '../../src/index.ts'
import { Listener, Speaker } from '../support/channel.ts'
import { puppet } from '../support/program.ts'
import { turn, write } from '../support/turn.ts'

/** As somebody writes it whom the compiler does not check. */
function unchecked(condition: Condition): never {
  return condition as never
}

test('a flag goes by every name that older layers gave it, with and without the word endpoint', () => {
  const endpoints = { in: Listener, out: Speaker }
  expect(flagNames(endpoints, 'in.available')).toEqual([
    'in.available',
    'endpoint.in.available',
    'in.connected',
    'endpoint.in.connected',
    'in.hub.ready',
    'endpoint.in.hub.ready',
  ])
  expect(flagNames(endpoints, 'out.joined')).toEqual(['out.joined', 'endpoint.out.joined'])
  expect(flagNames(endpoints, 'configured')).toEqual(['configured'])
})

test('conditions understand the names of older layers', async () => {
  const names = [
    'endpoint.in.joined',
    'endpoint.in.available',
    'in.connected',
    'endpoint.in.connected',
    'in.hub.ready',
    'endpoint.in.hub.ready',
    'endpoint.in.changed',
    'endpoint.in.changed.value',
    'endpoint.in.changed.item_a',
    'endpoint.in.changed.ingress-address',
  ]
  const charm = defineCharm({ endpoints: { in: Listener } })
  for (const name of names) charm.when(unchecked(name), () => {}, name)
  charm.when(unchecked(all('endpoint.in.departed')), () => {}, 'endpoint.in.departed')
  const model = new Model({ seed: 1 })
  const speaker = puppet()
  model.deploy('listener', { charm })
  model.deploy('speaker', { program: speaker.program, metadata: { provides: { out: 'channel' } } })
  model.relate('listener', 'speaker')
  await model.settle()
  const mouth = { model, unit: 'speaker/0', puppet: speaker, endpoint: 'out' }
  expect((await turn(model, 'listener/0')).ran).toEqual(['endpoint.in.joined'])
  await write(mouth, { value: '1', item_a: '{"size":1}' })
  expect(await ranNext(model)).toEqual(names.filter((name) => !name.endsWith('ingress-address')))
  await write(mouth, { value: '' })
  expect(await ranNext(model)).toEqual(['endpoint.in.joined', 'endpoint.in.changed', 'endpoint.in.changed.value'])
  model.removeUnit('speaker/0')
  expect(await ranNext(model)).toEqual([
    'endpoint.in.changed',
    'endpoint.in.changed.item_a',
    'endpoint.in.changed.ingress-address',
    'endpoint.in.departed',
  ])
})

/** The handlers that ran in the listener's next hook. */
async function ranNext(model: Model): Promise<readonly string[]> {
  const run = await model.step('listener/0')
  return run?.outcome.state === 'ok' ? run.outcome.report.ran : []
}

test.each(['in.avaliable', 'in.changed.port', 'endpoint.out.joined', 'in', 'config.changed.port', ''])(
  'a condition that names "%s", which is nothing, is refused',
  (name) => {
    const charm = defineCharm({ endpoints: { in: Listener } })
    expect(() => charm.when(unchecked(name), () => {})).toThrow(expect.objectContaining({ code: 'CONDITION_UNKNOWN' }))
  },
)

test('a key of Juju in databags that are never read, since nothing is declared for them, is refused too', () => {
  const mute = defineInterface({ name: 'mute', wire: 0, summary: 'Nobody says anything.', provides: {}, requires: {} })
  class Reader extends Requirer<typeof mute> {
    static readonly definition: typeof mute = mute
  }
  const charm = defineCharm({ endpoints: { in: Reader } })
  for (const key of ['private-address', 'ingress-address', 'egress-subnets'])
    expect(() => charm.when(unchecked(`in.changed.${key}`), () => {})).toThrow(
      expect.objectContaining({ code: 'CONDITION_UNKNOWN' }),
    )
})

test('the refusal says what was likely meant', () => {
  const charm = defineCharm({ endpoints: { in: Listener } })
  expect(() => charm.when(unchecked('in.avaliable'), () => {})).toThrow('Did you mean "in.available"?')
})
