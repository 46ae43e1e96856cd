import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { stripVTControlCharacters, styleText } from 'node:util'
import { http } from '@interlayer/interface-http'
import { mysql as mysqlInterface } from '@interlayer/interface-mysql'
import { tlsCertificates } from '@interlayer/interface-tls-certificates'
import { describe, expect, test } from 'vitest'
import type { DecodedRelation } from '../../src/decode/decoded.ts'
import { identify } from '../../src/decode/identify.ts'
import { readShownUnits } from '../../src/decode/show-unit.ts'
import type { InstalledInterface } from '../../src/interfaces/installed.ts'
import { run } from '../../src/index.ts'
import { relationsIn } from '../support/decoded.ts'
import { interlayer, type Ended } from '../support/interlayer.ts'

const fixtures = join(import.meta.dirname, 'fixtures')
const shown = readFileSync(join(fixtures, 'website.yaml'), 'utf8')

/** Where all interface packages of this repository are found. */
const interfaces = ['--interfaces', join(import.meta.dirname, '../../..')]

async function decode(input: string, ...args: readonly string[]): Promise<Ended> {
  return interlayer(['decode', ...args], { input, directory: import.meta.dirname })
}

async function decoded(input: unknown, ...args: readonly string[]): Promise<readonly DecodedRelation[]> {
  const text = typeof input === 'string' ? input : JSON.stringify(input)
  const { out, err } = await decode(text, '--json', ...args)
  expect(err).toBe('')
  return relationsIn(out)
}

/** A unit of `app` with one relation. */
const one = (relation: object, unit = 'app/0'): object => ({
  [unit]: { charm: 'local:app-0', leader: true, 'relation-info': [relation] },
})
const units = (data: Readonly<Record<string, object>>): object =>
  Object.fromEntries(Object.entries(data).map(([name, bag]) => [name, { 'in-scope': true, data: bag }]))

test('judges and explains every databag of a unit, and hides what may be secret', async () => {
  const { status, out, err } = await decode(shown)
  expect({ status, err, out }).toEqual({
    status: 1,
    err: '',
    out: readFileSync(join(fixtures, 'website.txt'), 'utf8'),
  })
})

test('reads the same from JSON, in which Juju writes a local unit that is not there', async () => {
  const relation = { 'relation-id': 0, endpoint: 'website', 'related-endpoint': 'proxy', 'application-data': {} }
  const [found] = await decoded(
    one({ ...relation, 'local-unit': { 'in-scope': false, data: null }, 'related-units': units({ 'proxy/0': {} }) }),
    '--interface',
    'website=http:provides',
  )
  expect(found?.databags.map(({ owner, state }) => ({ owner, state }))).toEqual([
    { owner: 'proxy/0', state: 'nothing' },
  ])
})

test('shows what is hidden when it is asked to', async () => {
  const { out } = await decode(shown, '--reveal')
  expect(['s3cret', 'hello', '33x06'].filter((text) => !out.includes(text))).toEqual([])
  const hidden = await Promise.all([decode(shown), decode(shown, '--json')])
  expect(['s3cret', 'hello', '33x06'].filter((text) => hidden.some((said) => said.out.includes(text)))).toEqual([])
})

describe('the interface of a relation', () => {
  const mysql = { database: 'a', host: 'b', user: 'c', password: 'd' }
  const relation = { 'relation-id': 7, endpoint: 'db', 'related-endpoint': 'database', 'application-data': {} }

  test('is guessed by the keys, and said to be guessed', async () => {
    const [found] = await decoded(one({ ...relation, 'related-units': units({ 'mysql/0': mysql }) }))
    expect([found?.interface, found?.why]).toEqual([
      { name: 'mysql', package: '@interlayer/interface-mysql', side: 'requires', wires: [0], source: 'guess' },
      '4 of 4 keys are of mysql, where this unit requires',
    ])
  })

  test('is left open where the keys of two fit alike, and both are named', async () => {
    const data = { ...relation, 'application-data': { endpoints: 'a:1', username: 'u', password: 'p', version: '8' } }
    const [found] = await decoded(one({ ...data, 'related-units': units({ 'server/0': {} }) }), ...interfaces)
    expect([found?.interface, found?.why, found?.candidates]).toEqual([
      null,
      'its keys fit all of them alike',
      ['@interlayer/interface-mysql_client:requires', '@interlayer/interface-postgresql_client:requires'],
    ])
  })

  test('is that of the two which an endpoint is named after', async () => {
    const data = { ...relation, endpoint: 'mysql-client', 'application-data': { endpoints: 'a:1', username: 'u' } }
    const [found] = await decoded(one({ ...data, 'related-units': units({ 'server/0': {} }) }), ...interfaces)
    expect([found?.interface?.name, found?.why]).toEqual([
      'mysql_client',
      '2 of 2 keys are of mysql_client, where this unit requires; an endpoint has its name; application data are taken for those of the related application, as Juju up to 3 shows them (--juju says it)',
    ])
  })

  test('is the one that lacks least where the same keys fit, in whatever order they are found', () => {
    const related = units({ 'web/0': { host: '10.0.0.8', port: '80' } })
    const [unit] = readShownUnits({ file: '', path: '', value: one({ ...relation, 'related-units': related }) })
    const found = [http, mysqlInterface].map((definition): InstalledInterface => {
      return { interface: definition.name, package: definition.name, definitions: [definition] }
    })
    const names = [found, found.toReversed()].map((interfaces) => {
      const [shownRelation] = unit?.relations ?? []
      if (unit === undefined || shownRelation === undefined) return undefined
      const known = identify({ unit, relation: shownRelation }, { interfaces, told: () => undefined, juju: undefined })
      return known.state === 'known' ? known.interface : known.state
    })
    expect(names).toEqual(['http', 'http'])
  })

  test('is what the command line says, whose side is guessed where it is not said', async () => {
    const input = one({ ...relation, 'related-units': units({ 'mysql/0': mysql }) })
    const said = await decoded(input, '--interface', 'db=@interlayer/interface-mysql:requires')
    const half = await decoded(input, '--interface', 'db=mysql')
    expect([...said, ...half].map((found) => [found.interface?.source, found.why])).toEqual([
      ['option', '--interface says @interlayer/interface-mysql'],
      ['option', '--interface says mysql; its side is guessed: 4 of 4 keys are of mysql, where this unit requires'],
    ])
  })

  test('is what the metadata of the charm say', async () => {
    const directory = join(import.meta.dirname, '../../../../examples/blog')
    const blog = {
      charm: 'local:blog-3',
      leader: false,
      'relation-info': [{ ...relation, endpoint: 'website', 'related-units': units({ 'proxy/0': {} }) }],
    }
    const [found] = await decoded({ 'blog/0': blog }, '--charm', directory)
    expect([found?.interface, found?.why]).toEqual([
      { name: 'http', package: '@interlayer/interface-http', side: 'provides', wires: [0], source: 'charm' },
      `the metadata in ${directory} say http`,
    ])
  })

  test('is juju-info where the related endpoint is that of Juju, and nowhere else', async () => {
    const info = {
      ...relation,
      'related-endpoint': 'juju-info',
      'related-units': units({ 'mysql/0': { 'private-address': '10.0.0.1' } }),
    }
    const [found] = await decoded(one(info))
    expect([found?.interface?.name, found?.interface?.side]).toEqual(['juju-info', 'requires'])
    const [other] = await decoded(one({ ...info, 'related-endpoint': 'db' }))
    expect([other?.interface, other?.why]).toEqual([null, 'nobody has written anything but Juju'])
  })

  test('is not known where no package has it, and its databags are shown without being judged', async () => {
    const { status, out } = await decode(
      JSON.stringify(one({ ...relation, 'related-units': units({ 'mysql/0': { what: 'ever' } }) })),
    )
    expect(status).toBe(0)
    expect(out).toContain('interface unknown')
    expect(out).toContain('unknown     what  (hidden, 4 characters)')
  })
})

describe('application data', () => {
  const base = { 'relation-id': 1, endpoint: 'database', 'related-endpoint': 'database' }
  const asked = {
    ...base,
    'application-data': { database: 'shop', 'extra-user-roles': 'admin' },
    'related-units': units({ 'server/0': {} }),
  }
  const owners = async (...args: readonly string[]): Promise<unknown> => {
    const [found] = await decoded(one(asked), '--interface', 'database=mysql_client:requires', ...args)
    return found?.databags.map(({ owner, databag, side }) => [owner, databag, side])
  }

  test('are those of the side that they fit, since Juju 4 shows the other one than its predecessors', async () => {
    expect(await owners()).toEqual([
      ['app', 'app', 'requires'],
      ['server/0', 'unit', 'provides'],
    ])
  })

  test('are those of the side that the version of Juju says', async () => {
    expect(await owners('--juju', '3.6')).toEqual([
      ['server', 'app', 'provides'],
      ['server/0', 'unit', 'provides'],
    ])
    expect(await owners('--juju', '4')).toEqual(await owners())
  })
})

test('says which of several wires is spoken, and which keys belong to another', async () => {
  const relation = { 'relation-id': 2, endpoint: 'receive', 'related-endpoint': 'send' }
  const application = { certificates: '["a certificate"]', version: '1' }
  const input = one({
    ...relation,
    'application-data': application,
    'related-units': units({ 'ca/0': { chain: '[]' } }),
  })
  const [found] = await decoded(
    input,
    '--juju',
    '3',
    '--interface',
    'receive=certificate_transfer:requires',
    ...interfaces,
  )
  const unknown = found?.databags.flatMap(({ keys }) => keys.filter(({ state }) => state === 'unknown'))
  expect([found?.interface?.wires, unknown]).toEqual([
    [1],
    [{ key: 'chain', state: 'unknown', why: 'of wire 0, which is not spoken here', hidden: 2 }],
  ])
})

test('knows a key that others write and nobody reads from one that nobody knows', async () => {
  const relation = { 'relation-id': 2, endpoint: 'database', 'related-endpoint': 'db' }
  const unit = { data: '{}', surprise: 'x' }
  const [found] = await decoded(
    one({ ...relation, 'application-data': { database: 'shop' }, 'related-units': units({ 'shop/0': unit }) }),
    ...['--juju', '3', '--interface', 'database=mysql_client:provides'],
  )
  expect(found?.databags[1]?.keys).toEqual([
    { key: 'data', state: 'unused', why: 'What the unit has seen of the provider, for itself.', hidden: 2 },
    { key: 'surprise', state: 'unknown', hidden: 1 },
  ])
})

test('speaks the wires that a charm would: who has to ask first asks by those that are no older than the answer', async () => {
  const relation = { 'relation-id': 2, endpoint: 'certificates', 'related-endpoint': 'tls' }
  const wires = async (application: object, unit: object): Promise<unknown> => {
    const input = one({ ...relation, 'application-data': application, 'related-units': units({ 'vault/0': unit }) })
    const [found] = await decoded(input, '--juju', '3', '--interface', 'certificates=tls-certificates:requires')
    return found?.interface?.wires
  }
  expect(await wires({}, { ca: 'x', chain: 'y', client_cert: 'z' })).toEqual([tlsCertificates.wire, 0])
  expect(await wires({ certificates: '[]' }, {})).toEqual([tlsCertificates.wire])
})

test('a unit among its peers is told from those of another application', async () => {
  const relation = {
    'relation-id': 2,
    endpoint: 'cluster',
    'related-endpoint': 'cluster',
    'application-data': { a: 'b' },
  }
  const [found] = await decoded(one({ ...relation, 'related-units': units({ 'app/10': {}, 'app/2': {} }) }))
  expect(found?.databags.map(({ owner, databag }) => `${databag} ${owner}`)).toEqual([
    'app app',
    'unit app/2',
    'unit app/10',
  ])
})

describe('colours', () => {
  const printed = async (env: Readonly<Record<string, string>>, seen: boolean): Promise<string> => {
    let out = ''
    await run(['decode', join(fixtures, 'website.yaml')], {
      env,
      directory: import.meta.dirname,
      input: () => Promise.resolve(''),
      out: (text) => void (out += text),
      err: () => {},
      seen: { out: seen, err: false },
    })
    return out
  }

  test('are for people alone, and for those who have not asked for none', async () => {
    const [terminal, none, paper] = [
      await printed({}, true),
      await printed({ NO_COLOR: '1' }, true),
      await printed({}, false),
    ]
    expect([none, stripVTControlCharacters(terminal)]).toEqual([paper, paper])
    expect(terminal).toContain(`${styleText('red', 'missing'.padEnd(10), { validateStream: false })}  user`)
  })
})
