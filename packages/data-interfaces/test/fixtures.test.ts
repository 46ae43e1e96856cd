import { defineCharm, type AnyCharm, type SideDefinition } from '@interlayer/runtime'
import { jujuKeys } from '@interlayer/runtime/adapter'
import { readStories, type Shown, type Step, type Story } from '@interlayer/originals'
import { Model } from '@interlayer/simulator'
import { describe, expect, test } from 'vitest'
import { provides0, provides1, requires0, requires1 } from '../src/index.ts'
import { client, type Known, type Wish } from './support/charms.ts'
import { SomeProvider } from './support/clients.ts'
import { databag, foreign, type Foreign } from './support/foreign.ts'

const libraries = ['data-platform-libs', 'dpcharmlibs-interfaces'] as const
type Asked = (typeof libraries)[number]
const recorded = new Map(
  await Promise.all(libraries.map(async (library) => [library, await readStories(library)] as const)),
)

function storyOf(library: Asked, name: string): Story {
  const story = recorded.get(library)?.get(name)
  if (story === undefined) throw new Error(`There is no story ${name} of ${library}.`)
  return story
}

function stepOf(library: Asked, name: string, step: string): Step {
  const found = storyOf(library, name).steps.find((one) => one.step === step)
  if (found === undefined) throw new Error(`The story ${name} of ${library} has no step ${step}.`)
  return found
}

/** What an original has in its databags, with the secrets of its own. */
function written(step: Step, side: 'provider' | 'requirer'): Foreign {
  const owner = side === 'provider' ? 'db' : 'app'
  const own = Object.entries(step.secrets).filter(([, secret]) => secret.owner === owner)
  const contents = own.map(([uri, { content }]) => [uri, withoutEmpty(content)] as const)
  return { app: step[side].app, secrets: Object.fromEntries(contents) }
}

/** Juju takes no empty texts; one original puts them into secrets all the same. */
function withoutEmpty(content: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(content).filter(([, text]) => text !== ''))
}

/** Texts with every secret's URI made the same. */
function anonymous({ app }: Shown): Readonly<Record<string, string>> {
  const texts = Object.entries(app).map(([key, text]) => [key, text.replaceAll(/secret:[0-9a-z]{20}/g, 'secret:')])
  return Object.fromEntries(texts) as Readonly<Record<string, string>>
}

async function readByClient(step: Step, wish: Wish = {}): Promise<ReturnType<Known['get']>> {
  const known: Known = new Map()
  const model = new Model()
  model.deploy('app', { charm: client(known, wish) })
  const program = foreign('db', () => written(step, 'provider'))
  model.deploy('db', { program, metadata: { provides: { db: 'some_client' } } })
  model.relate('app', 'db')
  await model.settle()
  expect(model.flags('app/0')).not.toContain('store.invalid')
  return known.get('app/0')
}

const account = { username: 'relation-7', password: 's3cret', database: 'orders', version: '16.9.0' }
const uris = 'postgresql://relation-7:s3cret@10.0.1.1:5432/orders'

describe('the requirer understands what originals answer to wire 0', () => {
  const servers = { endpoints: ['10.0.1.1:5432'], readOnlyEndpoints: [], tls: false, uris }
  const replicas = { endpoints: ['10.0.1.2:5432'], readOnlyEndpoints: ['10.0.1.2:5432', '10.0.1.3:5432'] }
  test.each([
    ['data-platform-libs', 'one', 'answer', { ...account, ...servers }],
    ['data-platform-libs', 'one', 'tls', { ...account, ...replicas, password: 'other', tls: true, tlsCa: 'CA' }],
    ['data-platform-libs', 'plain', 'answer', { ...account, ...servers }],
    ['data-platform-libs', 'extra', 'answer', { ...account, ...servers, extra: { 'operator-password': 'op' } }],
    ['data-platform-libs', 'prefix', 'answer', { ...account, prefixDatabases: ['orders', 'ordinary'] }],
    ['data-platform-libs', 'aliases', 'answer', { ...account, alias: 'blue' }],
    ['data-platform-libs', 'wire-1-provider', 'answer', { ...account, ...servers }],
    ['data-platform-libs', 'wire-1-provider', 'tls', { ...account, password: 'other', tls: true, tlsCa: 'CA' }],
    ['dpcharmlibs-interfaces', 'wire-0-one', 'answer', { ...account, ...servers }],
    ['dpcharmlibs-interfaces', 'wire-0-plain', 'answer', { ...account, ...servers }],
    ['dpcharmlibs-interfaces', 'wire-0-late', 'answer', { ...account, ...servers }],
  ] as const)('%s: %s, %s', async (library, story, step, database) => {
    expect((await readByClient(stepOf(library, story, step), { aliases: ['blue'] }))?.databases).toMatchObject([
      database,
    ])
  })

  test.each([
    ['data-platform-libs', 'entity', 'role-7', 's3cret'],
    ['data-platform-libs', 'named-entity', 'wanted', 'chosen'],
    ['data-platform-libs', 'wire-1-provider-entity', 'wanted', 'chosen'],
    ['dpcharmlibs-interfaces', 'wire-0-entity', 'role-7', 's3cret'],
  ] as const)('%s: %s', async (library, story, name, password) => {
    const known = await readByClient(stepOf(library, story, 'answer'), { entityType: 'USER' })
    expect(known).toMatchObject({ databases: [], entities: [{ name, password }] })
  })

  test('what is the matter with a provider', async () => {
    const status = { code: 4001, message: 'Storage is nearly full.', resolution: 'Add storage.' }
    const [raised, resolved] = [
      stepOf('data-platform-libs', 'one', 'status'),
      stepOf('data-platform-libs', 'one', 'resolved'),
    ]
    expect((await readByClient(raised))?.statuses).toMatchObject([status])
    expect((await readByClient(resolved))?.statuses).toEqual([])
  })
})

describe('the requirer writes the bytes of the original', () => {
  const permissions = [{ resource_name: 'orders', resource_type: 'table', privileges: ['SELECT'] }]
  test.each([
    ['one', { extraUserRoles: ['admin'] }],
    ['extra', { externalNodeConnectivity: true, extraSecrets: ['operator-password'] }],
    ['entity', { entityType: 'USER', entityPermissions: permissions }],
    ['named-entity', { entityType: 'USER', entityName: 'wanted', entityPassword: 'chosen' }],
    ['prefix', { database: 'ord*', prefixMatching: 'all' }],
    ['aliases', { aliases: ['blue', 'green'] }],
  ] as const)('in the story %s', async (story, wish) => {
    const model = new Model()
    model.deploy('app', { charm: client(new Map(), wish) })
    model.deploy('db', { program: foreign('db', () => ({})), metadata: { provides: { db: 'some_client' } } })
    const relation = model.relate('app', 'db')
    await model.settle()
    const [first] = storyOf('data-platform-libs', story).steps
    expect(databag(model, relation, 'app')).toEqual(first && anonymous(first.requirer))
  })
})

type Given = Omit<Parameters<SomeProvider['provide']>[0], 'request'>

const given: Given = {
  ...{ username: 'relation-7', password: 's3cret', uris, version: '16.9.0', tls: false },
  endpoints: ['10.0.1.1:5432'],
}

/** A server that gives this to whoever asks; entities have the name that they wish for. */
function giver(...all: readonly Given[]): AnyCharm {
  return defineCharm({ endpoints: { db: SomeProvider } }).when('db.requested', ({ db }) => {
    for (const [index, { request, entity }] of db.requests().entries()) {
      const [name, password] = [entity?.name ?? 'role-7', entity?.password ?? 's3cret']
      if (entity === undefined) db.provide({ request, ...(all[index] ?? given) })
      else db.provideEntity({ request, name, password })
    }
  })
}

/** What our provider answers to the request of an original. */
async function answerTo(step: Step, ...all: readonly Given[]): Promise<Readonly<Record<string, string>>> {
  const model = new Model()
  model.deploy('db', { charm: giver(...all) })
  const program = foreign('store', () => written(step, 'requirer'))
  model.deploy('app', { program, metadata: { requires: { store: 'some_client' } } })
  const relation = model.relate('db', 'app')
  await model.settle()
  return databag(model, relation, 'db')
}

describe('the provider writes the bytes of the original', () => {
  test.each([
    ['one', 'answer', given],
    ['one', 'read-only', { ...given, readOnlyEndpoints: ['10.0.1.2:5432', '10.0.1.3:5432'] }],
    ['extra', 'answer', { ...given, extra: { 'operator-password': 'op' } }],
    ['plain', 'answer', given],
    ['prefix', 'answer', { ...given, database: 'orders', prefixDatabases: ['ordinary', 'orders'] }],
    ['entity', 'answer', given],
    ['aliases', 'answer', given],
    ['cross-model', 'answer', given],
  ] as const)('of wire 0 in the story %s, %s', async (story, name, answer) => {
    const step = stepOf('data-platform-libs', story, name)
    // A key for mutual TLS across models, and one that its charm adds by itself, are no part of the interface.
    const own = Object.entries(anonymous(step.provider)).filter(([key]) => !['encryption-secret', 'note'].includes(key))
    expect(await answerTo(step, answer)).toEqual(Object.fromEntries(own))
  })

  test.each([
    ['one', 'answer', [given]],
    ['entity', 'answer', [given]],
    ['prefix', 'answer', [{ ...given, prefixDatabases: ['ordinary', 'orders'] }]],
    ['aliases', 'answer', [given]],
  ] as const)('of wire 1 in the story %s, %s', async (story, name, answers) => {
    const step = stepOf('dpcharmlibs-interfaces', story, name)
    const [answer, expected] = [await answerTo(step, ...answers), anonymous(step.provider)]
    // The original gives no order to these, and takes them as text.
    const ordered = (text = ''): string => text.replace('"orders,ordinary"', '"ordinary,orders"')
    expect({ ...answer, requests: ordered(answer['requests']) }).toEqual({
      ...expected,
      requests: ordered(expected['requests']),
    })
  })
})

test('no step of any recorded requirer makes a provider of ours fail, and what it says of a request is what was asked', async () => {
  for (const stories of recorded.values()) {
    for (const [name, story] of stories) {
      for (const step of story.steps) {
        const { data = '{}', ...answer } = await answerTo(step)
        const asks =
          'database' in step.requirer.app || step.requirer.app['requests']?.includes('"resource": "') === true
        const understood = name !== 'malformed' && asks
        expect([name, step.step, Object.keys(answer).length > 0 || !understood, data]).toEqual([
          name,
          step.step,
          true,
          expect.any(String),
        ])
      }
    }
  }
})

test('every key that an original wrote is a field, or listed as one that nobody reads', () => {
  const sides: Readonly<Record<'provider' | 'requirer', readonly SideDefinition[]>> = {
    provider: [provides0, provides1],
    requirer: [requires0, requires1],
  }
  const strangers = [...recorded.values()]
    .flatMap((stories) => [...stories.values()])
    .flatMap(({ story, steps, original }) =>
      steps.flatMap((step) =>
        original.flatMap((side) => {
          const { app, units } = step[side]
          const unknown = (bag: 'unit' | 'app', texts: object): readonly string[] =>
            Object.keys(texts).filter((key) => !sides[side].some((one) => key in { ...one[bag], ...one.unused?.[bag] }))
          const keys = [...unknown('app', app), ...Object.values(units).flatMap((unit) => unknown('unit', unit))]
          return keys.filter((key) => !jujuKeys.includes(key)).map((key) => `${story}: ${side} writes ${key}`)
        }),
      ),
    )
  // The requirer of that story has chosen the name.
  expect([...new Set(strangers)]).toEqual(['extra: provider writes note'])
})
