import { describe, expect, test } from 'vitest'
import type { UnitTools } from '../src/index.ts'
import { converse, failed, misused, said, site, type Session } from './support/command-line.ts'

type Site = Awaited<ReturnType<typeof site>>
type Side = 'proxy' | 'website'

/** What the lines give in a hook of the unit; all that follows from it has happened then. */
async function at(there: Site, unit: string, session: Session): Promise<Session> {
  const side: Side = unit.startsWith('proxy') ? 'proxy' : 'website'
  const found: Session[] = []
  there[side].does(async (tools) => {
    if (tools.context.hook === 'update-status' && tools.context.unit === unit) found.push(converse(tools, session))
  })
  there.model.trigger(unit, 'update-status')
  await there.model.settle()
  const [first = {}] = found
  return first
}

const uri = 'secret:d0000000000000000001'
const add = { 'secret-add --label db --description of-all --rotate daily user-name=me password=s3cr3t': `${uri}\n` }

/** A site whose websites own a secret that the proxies may read. */
async function sharing(): Promise<Site> {
  const there = await site()
  await at(there, 'website/0', { ...add, [`secret-grant -r 1 ${uri}`]: '' })
  return there
}

test('a secret can be read when the hook that made it has succeeded, by who was granted it', async () => {
  const there = await site()
  const { model } = there
  const made = { ...add, [`secret-get ${uri} password`]: 's3cr3t\n', 'secret-ids': '' }
  expect(await at(there, 'website/0', made)).toEqual(made)
  const refused = { [`secret-get ${uri}`]: failed('permission denied') }
  expect(await at(there, 'proxy/0', refused)).toEqual(refused)
  const granted = {
    [`secret-grant -r 1 ${uri}`]: '',
    'secret-ids --format json': '["d0000000000000000001"]\n',
  }
  expect(await at(there, 'website/0', granted)).toEqual(granted)
  const read = {
    [`secret-get ${uri}`]: 'password: s3cr3t\nuser-name: me\n',
    [`secret-get ${uri} --format json`]: '{"password":"s3cr3t","user-name":"me"}\n',
    'secret-get d0000000000000000001 password#base64': 'czNjcjN0\n',
    [`secret-get ${uri} other`]: failed('secret key value "other" not found'),
    [`secret-info-get ${uri}`]: failed('secret "d0000000000000000001" not found'),
    [`secret-set ${uri} password=mine`]: failed('permission denied'),
  }
  expect(await at(there, 'proxy/1', read)).toEqual(read)
  const info = {
    'secret-info-get --label db --format json':
      '{"d0000000000000000001":{"revision":1,"label":"db","owner":"application","description":"of-all","rotation":"daily","access":[{"target":"application-proxy","scope":"relation-proxy.backend#website.website","role":"view"}]}}\n',
  }
  expect(await at(there, 'website/0', info)).toEqual(info)
  expect(JSON.stringify(model.trace)).not.toContain('s3cr3t')
  expect(model.trace.filter(({ event }) => event === 'secret')).toEqual([
    { event: 'secret', hook: 47, uri, owner: 'website', change: 'added', revision: 1, rotate: 'daily' },
    { event: 'secret', hook: 49, uri, owner: 'website', change: 'granted', target: 'proxy', relation: 1 },
  ])
})

test('a hook that fails has made, changed and granted nothing', async () => {
  const { model, website } = await site()
  const ids: unknown[] = []
  let fails = true
  website.does(async (tools) => {
    ids.push(said(tools, 'secret-ids --format json'))
    if (fails) said(tools, 'secret-add password=s3cr3t')
    fails = false
    if (ids.length === 1) throw new Error('not yet')
  })
  model.trigger('website/0', 'update-status')
  await model.settle()
  expect(ids).toEqual(['null\n', 'null\n'])
})

test('a consumer stays at its revision until it refreshes; a peek tracks nothing but the first time', async () => {
  const there = await sharing()
  const first = { [`secret-get ${uri} password --peek`]: 's3cr3t\n' }
  expect(await at(there, 'proxy/0', first)).toEqual(first)
  const heard: unknown[] = []
  there.proxy.does(async (tools) => {
    const { hook, unit } = tools.context
    heard.push([unit, hook])
  })
  await at(there, 'website/0', { [`secret-set ${uri} password=newer1`]: '' })
  expect(heard).toEqual([['proxy/0', 'secret-changed']])
  const reads = {
    [`secret-get ${uri} password`]: 's3cr3t\n',
    [`secret-get ${uri} password --peek`]: 'newer1\n',
    [`secret-get --label mine ${uri} password`]: 's3cr3t\n',
    [`secret-get ${uri} password --refresh`]: 'newer1\n',
    [`secret-get --label mine --format json`]: '{"password":"newer1"}\n',
    'secret-get --label other': failed('consumer label "other" not found'),
  }
  expect(await at(there, 'proxy/0', reads)).toEqual(reads)
})

test('an equal content is no new revision', async () => {
  const there = await sharing()
  await at(there, 'proxy/0', { [`secret-get ${uri}`]: '' })
  await at(there, 'website/0', { [`secret-set ${uri} user-name=me password=s3cr3t`]: '' })
  expect(there.model.trace.filter((event) => event.event === 'hook' && event.hook === 'secret-changed')).toEqual([])
})

test('owners hear of rotation, expiry, and revisions that nobody reads; the leader for an application', async () => {
  const there = await sharing()
  const { model } = there
  await at(there, 'proxy/0', { [`secret-get ${uri}`]: '' })
  model.rotate(uri)
  model.expire(uri)
  await model.settle()
  await at(there, 'website/0', { [`secret-set ${uri} password=newer1`]: '' })
  await at(there, 'proxy/0', { [`secret-get ${uri} --refresh`]: '' })
  const hooks = model.trace.flatMap((event) =>
    event.event === 'hook' && event.secret !== undefined
      ? [[event.unit, event.hook, event.secret, event.revision]]
      : [],
  )
  expect(hooks).toEqual([
    ['website/0', 'secret-expired', uri, 1],
    ['website/0', 'secret-rotate', uri, undefined],
    ['proxy/0', 'secret-changed', uri, undefined],
    ['website/0', 'secret-remove', uri, 1],
  ])
})

test('what is about an application’s secret goes to the unit that leads by then', async () => {
  const { model } = await sharing()
  model.rotate(uri)
  model.elect('website/1')
  await model.settle()
  const rotated = model.trace.flatMap((event) =>
    event.event === 'hook' && event.hook === 'secret-rotate' ? [event.unit] : [],
  )
  expect(rotated).toEqual(['website/1'])
})

describe('a grant', () => {
  test('ends with its relation', async () => {
    const there = await sharing()
    there.model.removeRelation({ number: 1 })
    await there.model.settle()
    const refused = { [`secret-get ${uri}`]: failed('permission denied') }
    expect(await at(there, 'proxy/0', refused)).toEqual(refused)
  })

  test('can be for one unit, and be revoked', async () => {
    const there = await site()
    await at(there, 'website/0', { ...add, [`secret-grant -r 1 ${uri} --unit proxy/1`]: '' })
    const refused = { [`secret-get ${uri} user-name`]: failed('permission denied') }
    const read = { [`secret-get ${uri} user-name`]: 'me\n' }
    expect(await at(there, 'proxy/0', refused)).toEqual(refused)
    expect(await at(there, 'proxy/1', read)).toEqual(read)
    await at(there, 'website/0', { [`secret-revoke ${uri} --unit proxy/1`]: '' })
    expect(await at(there, 'proxy/1', refused)).toEqual(refused)
  })
})

test('a removed secret is gone, and one of its revisions alone', async () => {
  const there = await sharing()
  await at(there, 'website/0', { [`secret-set ${uri} password=newer1`]: '' })
  await at(there, 'website/0', { [`secret-remove ${uri} --revision 1`]: '' })
  expect(await at(there, 'proxy/0', { [`secret-get ${uri} password`]: '' })).toEqual({
    [`secret-get ${uri} password`]: 'newer1\n',
  })
  await at(there, 'website/0', { [`secret-remove ${uri}`]: '' })
  const gone = { [`secret-get ${uri}`]: failed('secret "d0000000000000000001" not found') }
  expect(await at(there, 'proxy/0', gone)).toEqual(gone)
})

test('secrets of a unit are its own, and go with it; those of an application need the leader', async () => {
  const there = await site()
  const own = {
    'secret-add --owner unit password=s3cr3t': `${uri}\n`,
    'secret-add password=s3cr3t': failed('this unit is not the leader'),
  }
  expect(await at(there, 'website/1', own)).toEqual(own)
  const refused = { [`secret-get ${uri}`]: failed('permission denied') }
  expect(await at(there, 'website/0', refused)).toEqual(refused)
  there.model.removeUnit('website/1')
  await there.model.settle()
  const gone = { [`secret-get ${uri}`]: failed('secret "d0000000000000000001" not found') }
  expect(await at(there, 'website/0', gone)).toEqual(gone)
})

test('who lost the leadership before the commit changes no secret of the application', async () => {
  const { model, website } = await sharing()
  const change = async (tools: UnitTools): Promise<void> => {
    if (tools.context.hook !== 'update-status') return
    said(tools, `secret-set ${uri} password=newer1`)
    model.elect('website/1')
  }
  website.does(change)
  model.trigger('website/0', 'update-status')
  const run = await model.step('website/0')
  expect(run?.outcome).toMatchObject({ state: 'failed', error: { code: 'FLUSH_REFUSED' } })
})

test('secrets of the operator are read by the applications they are granted to', async () => {
  const there = await site()
  const { model } = there
  const id = model.addSecret('licence', { key: 'abcd-efgh' })
  model.grantSecret(id, 'proxy')
  const read = { [`secret-get ${id} key`]: 'abcd-efgh\n' }
  expect(await at(there, 'proxy/1', read)).toEqual(read)
  model.updateSecret(id, { key: 'ijkl-mnop' })
  await model.settle()
  expect(
    model.trace.flatMap((event) => (event.event === 'hook' && event.secret ? [event.hook, event.unit] : [])),
  ).toEqual(['secret-changed', 'proxy/1'])
  expect(() => model.rotate(id)).toThrow(expect.objectContaining({ code: 'SECRET_UNKNOWN' }))
})

test('the trace has when a secret is due, as its owner said it, also without new content', async () => {
  const there = await site()
  await at(there, 'website/0', { 'secret-add --expire 2027-01-31T00:00:00Z password=first': `${uri}\n` })
  await at(there, 'website/0', {
    [`secret-set --expire 720h ${uri} password=other`]: '',
    [`secret-set --rotate never ${uri} password=other`]: '',
    [`secret-set ${uri} password=other`]: '',
  })
  const said = there.model.trace.flatMap((event) =>
    event.event === 'secret' ? [[event.change, event.revision, event.expire, event.rotate]] : [],
  )
  expect(said).toEqual([
    ['added', 1, '2027-01-31T00:00:00Z', undefined],
    ['revised', 2, '720h', undefined],
    ['planned', undefined, undefined, 'never'],
  ])
})

test('content is hidden wherever a charm writes it', async () => {
  const there = await site()
  await at(there, 'website/0', {
    'secret-add password=s3cr3t': '',
    'juju-log it is s3cr3t': '',
    'status-set active s3cr3t': '',
  })
  const shown = there.model.trace.flatMap((event) =>
    event.event === 'log' ? event.lines : event.event === 'status' ? [event.message] : [],
  )
  expect(shown).toEqual(['it is ***', '***'])
})

test('what the tools refuse', async () => {
  const session = {
    'secret-add': misused('missing secret value or filename'),
    'secret-add --owner me a=b': misused('secret owner "me" not valid'),
    'secret-add --rotate often abc=b': misused('rotate policy "often" not valid'),
    'secret-add a=b': misused('key "a" not valid'),
    'secret-set': misused('missing secret URI'),
    'secret-get': misused('require either a secret URI or label'),
    [`secret-get ${uri} --peek --refresh`]: misused('specify one of --peek or --refresh but not both'),
    'secret-get x': misused('secret URI "x" not valid'),
    [`secret-info-get ${uri} --label x`]: misused('specify either a secret URI or label but not both'),
    [`secret-info-get ${uri}`]: failed('secret "d0000000000000000001" not found'),
    'secret-ids --format json': 'null\n',
    [`secret-grant ${uri}`]: misused('no relation id specified'),
    [`secret-grant ${uri} -r 1 --unit other/0`]: misused(
      'cannot specify unit "other/0" in relation to application "proxy"',
    ),
    [`secret-revoke ${uri}`]: misused('missing relation or application or unit'),
    [`secret-revoke ${uri} --app a --unit a/0`]: misused('specify only one of application or unit'),
    [`secret-revoke ${uri} -r 1 --app a`]: misused('do not specify both relation and app'),
    'secret-remove': misused('missing secret URI'),
  }
  expect(await at(await site(), 'website/0', session)).toEqual(session)
})
