import { defineCharm } from '@interlayer/runtime'
import { original, type Databags, type Original } from '@interlayer/originals'
import { Model, type Program } from '@interlayer/simulator'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { CertificateTransferProvider, CertificateTransferRequirer } from '../src/index.ts'

let library: Original<'charmlibs-interfaces-certificate-transfer'>
beforeAll(async () => {
  library = await original('charmlibs-interfaces-certificate-transfer')
})
afterAll(() => library.close())

type Texts = Readonly<Record<string, string>>

const provider = defineCharm({ endpoints: { send: CertificateTransferProvider } }).when('send.available', ({ send }) =>
  send.provide({ certificates: ['é', 'A'] }),
)
const requirer = defineCharm({ endpoints: { trust: CertificateTransferRequirer } }).when(
  { all: [] },
  ({ trust }, hook) => hook.status('active', trust.certificates().join(' ')),
)

/** A side of foreign make, which has these texts in its databags. */
function foreign(endpoint: string, databags: { app: Texts; unit: Texts }): Program {
  return async (tools) => {
    for (const id of await tools.relationIds(endpoint)) {
      await tools.relationSet(id, 'app', new Map(Object.entries(databags.app)))
      await tools.relationSet(id, 'unit', new Map(Object.entries(databags.unit)))
    }
    return { ran: [], flags: [], steps: [] }
  }
}

/** Lets the two settle; what both have written, in the form in which a library is asked. */
async function settled(model: Model): Promise<Databags> {
  const relation = model.relate('authority', 'client')
  await model.settle()
  const shown = (name: string): Databags['provider'] => ({
    app: Object.fromEntries(model.databag(relation, name) ?? []),
    units: { [`${name}/0`]: Object.fromEntries(model.databag(relation, `${name}/0`) ?? []) },
  })
  return { provider: shown('authority'), requirer: shown('client'), secrets: {} }
}

/** What our provider writes for a client that has said this. */
async function given(app: Texts): Promise<Databags> {
  const model = new Model({ seed: 1 })
  model.deploy('authority', { charm: provider })
  model.deploy('client', {
    program: foreign('trust', { app, unit: {} }),
    metadata: { requires: { trust: 'certificate_transfer' } },
  })
  return settled(model)
}

test.each([
  ['1', 'wire 1'],
  ['0', 'wire 0'],
])('the original requirer reads what our provider writes to a partner of version %s: %s', async (version) => {
  const { read, failures, events } = await library.read('requirer', await given({ version }))
  expect({ read, failures, events }).toEqual({
    read: ['A', 'é'],
    failures: [],
    events: ['certificate_set_updated'],
  })
})

test('the original requirer greets as ours does, and is given wire 1', async () => {
  const { wrote } = await library.read('requirer', await given({}))
  const { provider: answer } = await given(wrote.app)
  expect([wrote.app, answer.app]).toEqual([{ version: '1' }, { certificates: '["A", "\\u00e9"]', version: '1' }])
})

test('the original provider reads our greeting, and our requirer reads what it writes', async () => {
  const model = new Model({ seed: 1 })
  model.deploy('authority', { charm: provider })
  model.deploy('client', { charm: requirer })
  const ours = await settled(model)
  const nothing = { app: {}, units: { 'authority/0': {} } }
  const { wrote, failures } = await library.read('provider', { ...ours, provider: nothing })
  expect({ wrote, failures }).toEqual({
    wrote: { app: { certificates: '["CERTIFICATE"]', version: '1' }, unit: {} },
    failures: [],
  })
  expect(await read(wrote)).toBe('CERTIFICATE')
})

test('our requirer reads what the original provider writes to a partner that has said nothing', async () => {
  const nothing = { app: {}, units: { 'authority/0': {} } }
  const silent = { app: {}, units: { 'client/0': {} } }
  const { wrote } = await library.read('provider', { provider: nothing, requirer: silent, secrets: {} })
  expect(wrote.unit).toEqual({
    ca: '"CERTIFICATE"',
    certificate: '"CERTIFICATE"',
    chain: '["CERTIFICATE"]',
    version: '0',
  })
  expect(await read(wrote)).toBe('CERTIFICATE')
  expect(await read({ app: {}, unit: wrote.unit })).toBe('CERTIFICATE')
})

/** The certificates that our requirer finds in the databags of an authority. */
async function read(texts: { app: Texts; unit: Texts }): Promise<string> {
  const model = new Model({ seed: 1 })
  model.deploy('client', { charm: requirer })
  model.deploy('authority', {
    program: foreign('send', texts),
    metadata: { provides: { send: 'certificate_transfer' } },
  })
  await settled(model)
  return model.status('client/0').message
}
