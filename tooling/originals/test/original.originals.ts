import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { original, readStories, type Library, type Original, type Recorded, type Step } from '../src/index.ts'

async function opened<L extends Library>(library: L): Promise<Original<L>> {
  const reader = await original(library)
  onTestFinished(() => reader.close())
  return reader
}

async function stepOf(library: Recorded, story: string, name: string): Promise<Step> {
  const step = (await readStories(library)).get(story)?.steps.find(({ step }) => step === name)
  if (step === undefined) throw new Error(`${library} has no step ${name} in the story ${story}.`)
  return step
}

/** A list in the JSON of a databag. */
function listIn(text: string | undefined): readonly Readonly<Record<string, unknown>>[] {
  return JSON.parse(text ?? '[]') as readonly Readonly<Record<string, unknown>>[]
}

test('the certificates provider reads requests of units, and which of them wait', async () => {
  const library = await opened('charmlibs-interfaces-tls-certificates')
  const waiting = await stepOf('charmlibs-interfaces-tls-certificates', 'unit', 'request')
  const asked = ['app/0', 'app/1'].map((unit) => {
    const [request] = listIn(waiting.requirer.units[unit]?.['certificate_signing_requests'])
    return { request: request?.['certificate_signing_request'], ca: false }
  })
  const requests = asked.sort((a, b) => (String(a.request) < String(b.request) ? -1 : 1))
  const { read, failures } = await library.read('provider', waiting)
  expect({ read, failures }).toEqual({ read: { requests, outstanding: requests, unsolicited: [] }, failures: [] })
  const answered = await stepOf('charmlibs-interfaces-tls-certificates', 'unit', 'answer')
  expect((await library.read('provider', answered)).read).toEqual({ requests, outstanding: [], unsolicited: [] })
})

test('the certificates requirer takes the certificate for its own request and key, and is told of it', async () => {
  const library = await opened('charmlibs-interfaces-tls-certificates')
  const answered = await stepOf('charmlibs-interfaces-tls-certificates', 'unit', 'answer')
  const privateKey = await readFile(join(import.meta.dirname, '../keys/key-1.pem'), 'utf8')
  const reading = await library.read('requirer', answered, { options: { privateKey } })
  const issued = listIn(answered.provider.app['certificates'])
  const own = listIn(answered.requirer.units['app/0']?.['certificate_signing_requests'])
  const shown = issued.map(({ certificate_signing_request, certificate, ca, chain }) => ({
    request: certificate_signing_request,
    certificate,
    ca,
    chain,
    revoked: false,
  }))
  const mine = shown.filter(({ request }) => request === own[0]?.['certificate_signing_request'])
  expect(reading.read).toEqual({ certificates: shown, assigned: mine, errors: [], capabilities: null })
  expect(mine).toHaveLength(1)
  expect(reading.events).toEqual(['certificate_available'])
})

test('the certificates provider fails on a request that is none, and answers the next question', async () => {
  const library = await opened('charmlibs-interfaces-tls-certificates')
  const broken = await stepOf('charmlibs-interfaces-tls-certificates', 'malformed', 'no-request')
  const { read, failures } = await library.read('provider', broken)
  expect({ read, failures: [...new Set(failures)] }).toEqual({
    read: null,
    failures: ['TLSCertificatesError: Could not load CSR'],
  })
  const fine = await stepOf('charmlibs-interfaces-tls-certificates', 'errors', 'request')
  expect((await library.read('provider', fine)).failures).toEqual([])
})

const account = { username: 'relation-7', password: 's3cret', endpoints: '10.0.1.1:5432', version: '16.9.0' }

test('the data requirer reads the account out of the secrets', async () => {
  const library = await opened('dpcharmlibs-interfaces')
  const answered = await stepOf('dpcharmlibs-interfaces', 'one', 'answer')
  const reading = await library.read('requirer', answered)
  expect(reading.read).toMatchObject({ responses: [{ resource: 'orders', tls: false, ...account }], statuses: [] })
  expect(reading.failures).toEqual([])
})

test('the data provider reads requests of wire 0 and of wire 1', async () => {
  const library = await opened('dpcharmlibs-interfaces')
  const { provider, requirer, secrets } = await stepOf('dpcharmlibs-interfaces', 'one', 'request')
  // What it mirrors is its memory: without that the request is new.
  const unseen = { provider: { ...provider, app: {} }, requirer, secrets }
  expect(await library.read('provider', unseen)).toMatchObject({
    read: [{ resource: 'orders', 'extra-user-roles': 'admin' }],
    events: ['resource_requested'],
    wrote: { app: provider.app },
  })
  const { requirer: old, secrets: wishes } = await stepOf('data-platform-libs', 'named-entity', 'request')
  expect(await library.read('provider', { ...unseen, requirer: old, secrets: wishes })).toMatchObject({
    read: [{ version: 'v0', 'original-field': 'database', 'entity-type': 'USER', 'entity-name': 'wanted' }],
    events: ['resource_entity_requested'],
  })
})

test('the certificate_transfer sides read each other', async () => {
  const library = await opened('charmlibs-interfaces-certificate-transfer')
  const given = await stepOf('charmlibs-interfaces-certificate-transfer', 'wire-1', 'add')
  expect(await library.read('requirer', given)).toMatchObject({ read: ['A', 'B'], events: ['certificate_set_updated'] })
  expect(await library.read('provider', given)).toMatchObject({
    read: null,
    wrote: { app: { certificates: '["A", "B", "CERTIFICATE"]', version: '1' } },
  })
})

test('the loadbalancer sides read each other, and which answers are complete', async () => {
  const library = await opened('loadbalancer-interface')
  const changed = await stepOf('loadbalancer-interface', 'one', 'change')
  expect(await library.read('provider', changed)).toMatchObject({
    read: [{ name: 'api', backends: ['10.0.2.1', '10.0.2.2'], port_mapping: { 80: 8080, 443: 6443 }, new: true }],
  })
  const response = { name: 'api', address: '10.9.9.9', error: null }
  expect(await library.read('requirer', changed)).toMatchObject({ read: [{ ...response, complete: false }] })
  const answered = await stepOf('loadbalancer-interface', 'one', 'answer-change')
  expect(await library.read('requirer', answered)).toMatchObject({ read: [{ ...response, complete: true }] })
})

test('the mysql and pgsql requirers are told of the database that is written to them', async () => {
  const mysql = await opened('ops-lib-mysql')
  expect((await mysql.read('requirer', await stepOf('ops-lib-mysql', 'details', 'all'))).read).toEqual({
    is_available: true,
    connection_string: 'host=10.0.1.1 port=3306 dbname=app user=app password=s3cret root_password=root',
    database: 'app',
    host: '10.0.1.1',
    port: 3306,
    user: 'app',
    password: 's3cret',
    root_password: 'root',
  })
  const pgsql = await opened('ops-lib-pgsql')
  expect((await pgsql.read('requirer', await stepOf('ops-lib-pgsql', 'life', 'all-allowed'))).read).toMatchObject({
    master: { uri: 'postgresql://app:p%27%5Cx%20y@10.0.1.1:5432/orders' },
    standbys: [],
  })
})

test('what is no state of databags is refused with the reason', async () => {
  const library = await opened('ops-lib-mysql')
  const step = await stepOf('ops-lib-mysql', 'details', 'all')
  await expect(library.read('requirer', step, { unit: 'app/9' })).rejects.toThrow('StopIteration')
})
