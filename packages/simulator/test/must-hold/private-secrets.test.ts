import { defineCharm, type CharmSecrets, type Hook } from '@interlayer/runtime'
import { expect, test } from 'vitest'
import { Model, type TraceEvent } from '../../src/index.ts'
import { turn } from '../support/turn.ts'

type Does = (hook: Hook) => void | Promise<void>

/** Units of which each does the same in the next hooks. */
function units(count = 1) {
  const next: { does: Does } = { does: () => undefined }
  const charm = defineCharm({ endpoints: {} }).when({ all: [] }, (_, hook) => next.does(hook))
  const model = new Model()
  model.deploy('app', { charm, units: count })
  /** Runs update-status in a unit, or in all of them. */
  const doing = async (does: Does, ...names: readonly string[]): Promise<void> => {
    next.does = does
    for (const name of names.length === 0 ? model.units.map((unit) => unit.name) : names) await turn(model, name)
    next.does = () => undefined
    await model.settle()
  }
  return { model, doing, whenever: (does: Does) => void (next.does = does) }
}

/** What happened to secrets, in order. */
function changes(model: Model): readonly string[] {
  return model.trace
    .filter((event): event is Extract<TraceEvent, { event: 'secret' }> => event.event === 'secret')
    .map(({ owner, change, revision, expire, rotate }) => {
      return [owner, change, revision, expire, rotate].filter((word) => word !== undefined).join(' ')
    })
}

function uriOf(model: Model): string {
  const [uri = ''] = model.trace.flatMap((event) => (event.event === 'secret' ? [event.uri] : []))
  return uri
}

async function contentOf(secrets: CharmSecrets, name: string): Promise<unknown> {
  return (await secrets.read(name))?.reveal()
}

test('what a charm keeps it reads at once, in the next hook, and in no other place', async () => {
  const { model, doing } = units(2)
  await model.settle()
  const seen: unknown[] = []
  await doing(async ({ unitSecrets }) => {
    seen.push(await contentOf(unitSecrets, 'key'))
    unitSecrets.keep('key', { pem: 'of-my-own' }, { expires: '720h', rotate: 'yearly' })
    seen.push(await contentOf(unitSecrets, 'key'))
    seen.push(`${String(await unitSecrets.read('key'))} ${JSON.stringify(await unitSecrets.read('key'))}`)
  }, 'app/0')
  await doing(async ({ unitSecrets }) => void seen.push(await contentOf(unitSecrets, 'key')))
  expect(seen).toEqual([undefined, { pem: 'of-my-own' }, '*** "***"', { pem: 'of-my-own' }, undefined])
  expect(changes(model)).toEqual(['app/0 added 1 720h yearly'])
  expect(JSON.stringify(model.trace)).not.toContain('of-my-own')
})

test('equal content makes no revision, and a plan that is left out stays', async () => {
  const { model, doing } = units()
  await model.settle()
  const keep = (pem: string, ...plan: Parameters<CharmSecrets['keep']>[2][]) => {
    return doing(({ unitSecrets }) => unitSecrets.keep('key', { pem }, ...plan))
  }
  await keep('first', { rotate: 'daily', expires: '720h' })
  await keep('first')
  await keep('first', { rotate: 'daily' })
  expect(changes(model)).toEqual(['app/0 added 1 720h daily'])
  await keep('first', { rotate: 'weekly' })
  await keep('second')
  expect(changes(model).slice(1)).toEqual(['app/0 planned 720h weekly', 'app/0 revised 2 720h weekly'])
})

test('a revision that nobody reads any more is removed, and a secret that is dropped goes', async () => {
  const { model, doing } = units()
  await model.settle()
  await doing(({ unitSecrets }) => unitSecrets.keep('key', { pem: 'first' }))
  await doing(({ unitSecrets }) => unitSecrets.keep('key', { pem: 'second' }))
  await doing(async ({ unitSecrets }) => expect(await contentOf(unitSecrets, 'key')).toEqual({ pem: 'second' }))
  expect(changes(model)).toEqual(['app/0 added 1', 'app/0 revised 2', 'app/0 removed 1'])
  const seen: unknown[] = []
  await doing(async ({ unitSecrets }) => {
    unitSecrets.drop('key')
    seen.push(await contentOf(unitSecrets, 'key'))
  })
  await doing(({ unitSecrets }) => unitSecrets.drop('key'))
  expect([changes(model).slice(3), seen]).toEqual([['app/0 removed'], [undefined]])
})

test('a hook that fails keeps nothing and drops nothing, and its retry does', async () => {
  const { model, whenever } = units()
  await model.settle()
  let attempts = 0
  whenever(({ name, unitSecrets }) => {
    if (name !== 'update-status') return
    unitSecrets.keep('key', { pem: 'at-the-second-attempt' })
    if (++attempts === 1) throw new Error('a fault of the workload')
  })
  model.trigger('app/0', 'update-status')
  await model.settle()
  expect([attempts, changes(model)]).toEqual([2, ['app/0 added 1']])
})

test.each(['expire', 'rotate'] as const)(
  'a secret that is due (%s) stays so in every hook until it has new content, and equal content is none',
  async (becomesDue) => {
    const { model, doing } = units()
    await model.settle()
    await doing(({ unitSecrets }) => unitSecrets.keep('key', { pem: 'first' }, { expires: '720h', rotate: 'yearly' }))
    const seen: boolean[] = []
    const keeping = (pem: string) =>
      doing(({ unitSecrets }) => {
        seen.push(unitSecrets.isDue('key'))
        unitSecrets.keep('key', { pem })
        seen.push(unitSecrets.isDue('key'))
      })
    await keeping('first')
    model[becomesDue](uriOf(model))
    await model.settle()
    for (const pem of ['first', 'second', 'second']) await keeping(pem)
    expect(seen).toEqual([false, false, true, false, true, false, false, false])
  },
)

test('an older revision that expires when there is a newer one makes nothing due', async () => {
  const { model, whenever } = units()
  await model.settle()
  const seen: unknown[] = []
  whenever(({ name, unitSecrets, secret }) => {
    if (name === 'install') return
    if (name === 'start') unitSecrets.keep('key', { pem: 'first' }, { expires: '720h' })
    else seen.push([name, secret?.revision, unitSecrets.isDue('key')])
    // Juju says so while this hook runs, which is about to keep other content.
    if (name === 'update-status') {
      model.expire(uriOf(model))
      unitSecrets.keep('key', { pem: 'second' })
    }
  })
  for (const hook of ['start', 'update-status', 'update-status']) {
    model.trigger('app/0', hook)
    await model.settle()
  }
  expect(seen.slice(0, 2)).toEqual([
    ['update-status', undefined, false],
    ['secret-expired', 1, false],
  ])
})

test('what the leader keeps for the application all units read, and the next leader goes on with it', async () => {
  const { model, doing } = units(2)
  await model.settle()
  const seen: unknown[] = []
  const read: Does = async ({ appSecrets }) => void seen.push(await contentOf(appSecrets, 'admin'))
  const isDue: Does = ({ appSecrets }) => void seen.push(appSecrets.isDue('admin'))
  const keep = (password: string) =>
    doing(({ leader, appSecrets }) => {
      if (leader) appSecrets.keep('admin', { password }, { rotate: 'monthly' })
    })
  await keep('of-the-first')
  await doing(read)
  model.elect('app/1')
  await model.settle()
  model.rotate(uriOf(model))
  await model.settle()
  await keep('of-the-first')
  await doing(isDue, 'app/1')
  expect(changes(model)).toEqual(['app added 1 monthly'])
  await keep('of-the-second')
  await doing(read)
  await doing(isDue, 'app/1')
  const [first, second] = [{ password: 'of-the-first' }, { password: 'of-the-second' }]
  expect(seen).toEqual([first, first, true, second, second, false])
  expect(changes(model)).toEqual(['app added 1 monthly', 'app revised 2 monthly', 'app removed 1'])
})

test.each<readonly [what: string, does: Does, why: RegExp]>([
  ['a short key', ({ unitSecrets }) => unitSecrets.keep('key', { a: 'hidden-value' }), /"a" is no key of a secret/],
  ['an empty value', ({ unitSecrets }) => unitSecrets.keep('key', { pem: '' }), /"pem" has 0 bytes/],
  ['a long value', ({ unitSecrets }) => unitSecrets.keep('key', { pem: 'ä'.repeat(5000) }), /"pem" has 10000 bytes/],
  ['no content', ({ unitSecrets }) => unitSecrets.keep('key', {}), /it has 0 bytes/],
  ['no name', ({ unitSecrets }) => unitSecrets.keep('', { pem: 'hidden-value' }), /has to have a name/],
  ['no time', ({ unitSecrets }) => unitSecrets.keep('key', { pem: 'a' }, { expires: 'soon' }), /expires "soon"/],
  [
    'no policy',
    ({ unitSecrets }) => unitSecrets.keep('key', { pem: 'a' }, { rotate: 'often' as never }),
    /rotates "often"/,
  ],
  ['the application’s, by a follower', ({ appSecrets }) => appSecrets.keep('key', { pem: 'a' }), /does not lead it/],
  ['removed by a follower', ({ appSecrets }) => appSecrets.drop('key'), /does not lead it/],
])('a secret that cannot be kept is refused where it is written: %s', async (_, does, why) => {
  const { model, doing } = units(2)
  await model.settle()
  const refused: { code?: string; message?: string }[] = []
  await doing(async (hook) => {
    try {
      await does(hook)
    } catch (error) {
      refused.push(error as Error)
    }
  }, 'app/1')
  expect(refused.map(({ code }) => code)).toEqual(['SECRET_REFUSED'])
  expect(refused[0]?.message).toMatch(why)
  expect(refused[0]?.message).not.toContain('hidden-value')
})
