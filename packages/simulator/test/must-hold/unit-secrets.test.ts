import { defineCharm, defineInterface, Provider, Requirer, secret, text } from '@interlayer/runtime'
import { expect, test } from 'vitest'
import { Model } from '../../src/index.ts'
import { turn } from '../support/turn.ts'

const keyring = defineInterface({
  name: 'keyring',
  wire: 1,
  summary: 'What units share in secret.',
  provides: {
    unit: {
      key: secret('The key.', { value: text('Its text.') }),
      hint: secret('What helps.', { value: text('Its text.', { optional: true }) }, { optional: true }),
    },
  },
  requires: { conversation: 'global', unit: { heard: text('Any.', { optional: true }) } },
})

class KeyProvider extends Provider<typeof keyring> {
  static readonly definition: typeof keyring = keyring

  give(value: string): void {
    for (const { localUnit } of this.relations) localUnit.publish({ key: { value } })
  }

  hint(value: string | undefined): void {
    for (const { localUnit } of this.relations) localUnit.update({ hint: { value } })
  }
}

class KeyRequirer extends Requirer<typeof keyring> {
  static readonly definition: typeof keyring = keyring

  /** What all units say together. */
  get together(): unknown {
    const databag = this.conversations[0]?.databag
    return databag?.state === 'ready' ? databag.data.key.reveal() : databag
  }
}

test('units that keep the same in secrets of their own agree, and those that do not are named', async () => {
  const keys: Record<string, string> = { 'keys/0': 'the-same', 'keys/1': 'the-same' }
  const giver = defineCharm({ endpoints: { out: KeyProvider } })
  giver.when('out.joined', ({ out }, hook) => {
    out.give(keys[hook.unit] ?? '')
  })
  const seen: unknown[] = []
  const taker = defineCharm({ endpoints: { in: KeyRequirer } })
  taker.when('hook:update-status', (endpoints) => void seen.push(endpoints.in.together))
  const model = new Model()
  model.deploy('keys', { charm: giver, units: 2 })
  model.deploy('app', { charm: taker })
  model.relate('keys', 'app')
  await model.settle()
  await turn(model, 'app/0')
  keys['keys/1'] = 'another'
  await turn(model, 'keys/1')
  await model.settle()
  await turn(model, 'app/0')
  expect(seen).toEqual([{ value: 'the-same' }, { state: 'disagreeing', fields: { key: ['keys/0', 'keys/1'] } }])
})

const plainKeyring = defineInterface({
  name: 'keyring',
  wire: 0,
  summary: 'What units share in plain text.',
  provides: { unit: { key: text('The key.') } },
  requires: {},
})

class PlainKeyProvider extends Provider<typeof plainKeyring> {
  static readonly definition: typeof plainKeyring = plainKeyring

  give(key: string): void {
    for (const { localUnit } of this.relations) localUnit.publish({ key })
  }
}

class PlainKeyRequirer extends Requirer<typeof plainKeyring> {
  static readonly definition: typeof plainKeyring = plainKeyring

  get keys(): readonly string[] {
    return this.readyUnits.map(({ data }) => data.key)
  }
}

class AnyKeyRequirer extends KeyRequirer {
  static readonly generations = [PlainKeyRequirer] as const

  get found(): unknown {
    return { together: this.together, plain: this.generation(PlainKeyRequirer).keys }
  }
}

test('a key that is plain text in an older wire and names a secret in the newer one is read by what it is', async () => {
  const seen: unknown[] = []
  const taker = defineCharm({ endpoints: { in: AnyKeyRequirer } })
  taker.when('hook:update-status', (endpoints) => void seen.push(endpoints.in.found))
  const givers = [
    defineCharm({ endpoints: { out: PlainKeyProvider } }).when('out.joined', ({ out }) => out.give('plain-key')),
    defineCharm({ endpoints: { out: KeyProvider } }).when('out.joined', ({ out }) => out.give('secret-key')),
  ]
  for (const charm of givers) {
    const model = new Model()
    model.deploy('keys', { charm })
    model.deploy('app', { charm: taker })
    model.relate('keys', 'app')
    await model.settle()
    await turn(model, 'app/0')
  }
  expect(seen).toEqual([
    { together: undefined, plain: ['plain-key'] },
    { together: { value: 'secret-key' }, plain: [] },
  ])
})

test.each([
  ['nothing', undefined, 'The secret "hint" cannot be kept: it has 0 bytes; a secret has 1 to 65536.'],
  ['too much', 'x'.repeat(8193), 'The secret "hint" cannot be kept: "value" has 8193 bytes; a value has 1 to 8192.'],
])('a secret of %s is refused where it is given, and what was given before stays', async (_, hint, message) => {
  const refused: unknown[] = []
  const giver = defineCharm({ endpoints: { out: KeyProvider } })
    .when('hook:out-relation-joined', ({ out }) => out.hint('a-good-hint'))
    .when('hook:update-status', ({ out }) => {
      try {
        out.hint(hint)
      } catch (error) {
        refused.push(error)
      }
    })
  const model = new Model()
  model.deploy('keys', { charm: giver })
  model.deploy('app', { charm: defineCharm({ endpoints: { in: KeyRequirer } }) })
  model.relate('keys', 'app')
  await model.settle()
  const before = model.trace.length
  await turn(model, 'keys/0')
  expect(refused).toMatchObject([{ code: 'SECRET_REFUSED', message }])
  expect(model.trace.slice(before).map(({ event }) => event)).toEqual(['trigger', 'hook'])
})
