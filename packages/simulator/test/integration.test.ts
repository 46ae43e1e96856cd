import { expect, test } from 'vitest'
import { Model, type CharmMetadata } from '../src/index.ts'
import { idle } from './support/program.ts'

function modelOf(applications: Readonly<Record<string, CharmMetadata>>): Model {
  const model = new Model()
  for (const [name, metadata] of Object.entries(applications)) model.deploy(name, { program: idle, metadata })
  return model
}

function fails(model: Model, one: string, other: string): { code: string; message: string } {
  try {
    model.relate(one, other)
  } catch (error) {
    if (error instanceof Error && 'code' in error) return { code: String(error.code), message: error.message }
  }
  throw new Error(`${one} and ${other} were related`)
}

const website = { provides: { website: 'http', admin: 'http' } }
const proxy = { requires: { backend: 'http' }, provides: { website: 'http' } }

test('the only pair of endpoints that fits is found, whichever comes first', () => {
  const model = modelOf({ proxy, blog: { requires: { db: 'mysql' } }, mysql: { provides: { db: 'mysql' } } })
  const ends = [
    { application: 'blog', endpoint: 'db', role: 'requires' },
    { application: 'mysql', endpoint: 'db', role: 'provides' },
  ]
  const relation = { number: 0, key: 'blog:db mysql:db', interface: 'mysql', scope: 'global', life: 'alive', ends }
  expect(model.relate('mysql', 'blog')).toEqual(relation)
  expect(model.relations).toEqual([relation])
})

test('more than one pair is ambiguous, and the endpoints have to be named', () => {
  const model = modelOf({ website, proxy })
  expect(fails(model, 'proxy', 'website')).toEqual({
    code: 'RELATION_AMBIGUOUS',
    message:
      '"proxy" and "website" could be related as proxy:backend website:admin or proxy:backend website:website: name the endpoints.',
  })
  expect(model.relate('proxy', 'website:admin').key).toBe('proxy:backend website:admin')
})

test('juju-info counts only where nothing else fits', () => {
  const watcher = {
    subordinate: true,
    requires: {
      principal: { interface: 'juju-info', scope: 'container' },
      monitors: { interface: 'nrpe', scope: 'container' },
    },
  } as const
  const model = modelOf({ watcher, web: {}, db: { provides: { nrpe: 'nrpe' } } })
  expect(model.relate('watcher', 'web').key).toBe('watcher:principal web:juju-info')
  expect(model.relate('watcher', 'db').key).toBe('watcher:monitors db:nrpe')
})

test.each([
  ['another interface', 'proxy:backend', 'mysql:db'],
  ['equal roles', 'proxy:website', 'website:website'],
  ['an application with itself', 'proxy:backend', 'proxy:website'],
  ['peers', 'cluster:peers', 'website:website'],
])('%s cannot be related', (_, one, other) => {
  const model = modelOf({ website, proxy, mysql: { provides: { db: 'mysql' } }, cluster: { peers: { peers: 'http' } } })
  expect(fails(model, one, other)).toEqual({
    code: 'RELATION_IMPOSSIBLE',
    message: `"${one}" and "${other}" cannot be related: two applications need one interface, provided by one and required by the other.`,
  })
})

test('container scope needs a subordinate', () => {
  const model = modelOf({ a: { provides: { x: 'x' } }, b: { requires: { x: { interface: 'x', scope: 'container' } } } })
  expect(fails(model, 'a', 'b')).toEqual({
    code: 'RELATION_IMPOSSIBLE',
    message:
      'b:x a:x has container scope, and neither application is a subordinate: relate a subordinate, or use global scope.',
  })
})

test('what is not there is named with what is', () => {
  const model = modelOf({ proxy, website })
  expect(fails(model, 'proxy', 'web')).toEqual({
    code: 'APPLICATION_UNKNOWN',
    message: 'There is no application "web": there are proxy, website.',
  })
  expect(fails(model, 'proxy:front', 'website')).toEqual({
    code: 'ENDPOINT_UNKNOWN',
    message: '"proxy:front": application "proxy" has the endpoints backend, juju-info, website.',
  })
})

test('two endpoints are related once, and again when the first relation is gone', async () => {
  const model = modelOf({ proxy, website })
  const relation = model.relate('proxy:backend', 'website:website')
  expect(fails(model, 'website:website', 'proxy:backend')).toEqual({
    code: 'RELATION_EXISTS',
    message: 'Relation proxy:backend website:website is there already, as 0: use it.',
  })
  await model.settle()
  model.removeRelation(relation)
  expect(fails(model, 'website:website', 'proxy:backend').message).toBe(
    'Relation proxy:backend website:website is there already, as 0: it is being removed: wait until it is gone.',
  )
  await model.settle()
  expect(model.relate('website:website', 'proxy:backend').number).toBe(1)
})

test('an endpoint has no more relations than its limit', () => {
  const model = modelOf({ proxy, blog: { requires: { backend: { interface: 'http', limit: 1 } } }, website })
  model.relate('blog:backend', 'website:website')
  expect(fails(model, 'blog:backend', 'website:admin')).toEqual({
    code: 'RELATION_LIMIT',
    message:
      'Establishing a new relation for blog:backend would exceed its maximum relation limit of 1: remove one first.',
  })
})

test('an application that is being removed gets no relation and no unit', async () => {
  const model = modelOf({ proxy, website })
  await model.settle()
  model.removeApplication('website')
  expect(fails(model, 'proxy', 'website:admin')).toEqual({
    code: 'NOT_ALIVE',
    message: 'Application "website" is being removed: deploy another one.',
  })
  expect(() => model.addUnit('website')).toThrow('Application "website" is being removed: use another one.')
})
