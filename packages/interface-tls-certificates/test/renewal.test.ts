import { defineCharm } from '@interlayer/runtime'
import { Model, type TraceEvent } from '@interlayer/simulator'
import { expect, test } from 'vitest'
import { TlsCertificatesProvider, TlsCertificatesRequirer } from '../src/index.ts'
import { publicKeyIn, validityIn } from '../src/wire-1/der.ts'
import { pemBody } from '../src/wire-0/pem.ts'
import { partners } from '../src/testing.ts'
import { ca, databag, foreign, pem } from './support/charms.ts'
import { certificateOf, requestFor } from './support/der.ts'
import { answersIn } from './support/stories.ts'

type SecretEvent = Extract<TraceEvent, { event: 'secret' }>

/** An authority that signs what it is asked as long as it does not rest, and a client that states what it is told. */
function pair() {
  const certificates = new Map<string, string>()
  const says = { rests: false, revokes: false, requests: [requestFor('a')], looksFor: [requestFor('a')] }
  const authority = defineCharm({ endpoints: { certs: TlsCertificatesProvider } })
    .when('certs.requested', ({ certs }) => {
      for (const { id, signingRequest = '' } of says.rests ? [] : certs.requests())
        certs.issue({ id, ca, certificate: certificates.get(signingRequest) ?? '' })
    })
    .when('hook:update-status', ({ certs }) => {
      if (says.revokes) certs.revoke()
    })
  const seen: (string | undefined)[] = []
  const client = defineCharm({ endpoints: { certs: TlsCertificatesRequirer } })
    .when('certs.joined', ({ certs }) => {
      certs.request({ requests: says.requests.map((signingRequest) => ({ signingRequest })) })
    })
    .when({ all: [] }, ({ certs }) => {
      seen.push(...says.looksFor.map((signingRequest) => certs.certificate({ signingRequest })?.chain.join('\n')))
    })
  const model = new Model()
  model.deploy('ca', { charm: authority })
  model.deploy('app', { charm: client })
  const relation = model.relate('ca', 'app')
  const sign = (request: string, certificate: string): string => {
    certificates.set(request, certificate)
    return certificate
  }
  const secrets = (): readonly SecretEvent[] =>
    model.trace.filter((event): event is SecretEvent => event.event === 'secret')
  const flags = () => model.flags('app/0').filter((flag) => !['certs.joined', 'certs.caAvailable'].includes(flag))
  return { model, relation, says, seen, sign, secrets, flags }
}

const [from, to] = ['260101000000Z', '270101000000Z']

test('a certificate expires at nine tenths of its life, another request takes its place, and nobody is ever without', async () => {
  const { model, relation, says, seen, sign, secrets, flags } = pair()
  const [first, second] = [requestFor('a', 1), requestFor('a', 2)]
  const old = sign(first, certificateOf('a', from, to))
  const young = sign(second, certificateOf('a', '261125000000Z', '271125000000Z'))
  await model.settle()
  expect(secrets().map(({ change, owner, expire }) => [change, owner, expire])).toEqual([
    ['added', 'app/0', '2026-11-25T12:00:00Z'],
  ])
  model.expire(secrets()[0]?.uri ?? '')
  await model.settle()
  expect(flags()).toEqual(['certs.available', 'certs.expiring'])
  says.rests = true
  says.requests = says.looksFor = [second]
  seen.splice(0)
  const before = model.trace.length
  for (const unit of ['app/0', 'ca/0', 'app/0']) {
    model.trigger(unit, 'update-status')
    await model.settle()
  }
  // The authority has dropped the answer to the old request, and has no other yet.
  expect(answersIn(databag(model, relation, 'ca'))).toEqual([])
  expect(flags()).toEqual(['certs.available'])
  expect(new Set(seen)).toEqual(new Set([`${old}\n${ca}`]))
  says.rests = false
  model.trigger('ca/0', 'update-status')
  await model.settle()
  expect([seen.at(-1), flags()]).toEqual([`${young}\n${ca}`, ['certs.available']])
  expect(answersIn(databag(model, relation, 'ca')).map(({ certificate }) => certificate)).toEqual([young])
  const fell = model.trace.slice(before).filter((event) => event.event === 'flag' && event.flag === 'certs.available')
  expect(fell).toEqual([])
  model.removeRelation(relation)
  await model.settle()
  expect(secrets().map(({ change }) => change)).toEqual(['added', 'removed', 'added', 'removed'])
})

/** Runs update-status in the client until all is quiet, and gives what it saw last. */
async function look(
  { model, seen }: ReturnType<typeof pair>,
  unit = 'app/0',
): Promise<readonly (string | undefined)[]> {
  model.trigger(unit, 'update-status')
  await model.settle()
  seen.splice(0)
  model.trigger('app/0', 'update-status')
  await model.settle()
  return [...seen]
}

test('with another key the new request has none until it is answered, and the old one has its own that long', async () => {
  const there = pair()
  const { model, says, sign, flags, secrets } = there
  const [first, second] = [requestFor('a'), requestFor('b')]
  const old = sign(first, certificateOf('a', from, to))
  const young = sign(second, certificateOf('b', from, to))
  await model.settle()
  says.rests = true
  says.requests = [second]
  says.looksFor = [second, first]
  expect([await look(there), flags()]).toEqual([[undefined, `${old}\n${ca}`], []])
  says.rests = false
  expect([await look(there, 'ca/0'), flags()]).toEqual([[`${young}\n${ca}`, undefined], ['certs.available']])
  expect(secrets().map(({ change }) => change)).toEqual(['added', 'removed', 'added'])
})

test('a certificate that is taken back is not used any more, also while another is awaited', async () => {
  const there = pair()
  const { model, says, sign, flags, secrets } = there
  sign(requestFor('a', 1), certificateOf('a', from, to))
  await model.settle()
  says.rests = says.revokes = true
  expect([await look(there, 'ca/0'), flags()]).toEqual([[undefined], ['certs.revoked']])
  says.requests = says.looksFor = [requestFor('a', 2)]
  expect([await look(there), flags()]).toEqual([[undefined], []])
  expect(secrets().map(({ change }) => change)).toEqual(['added', 'removed'])
})

test('an old certificate that a foreign authority takes back while another is awaited is not used any more', async () => {
  const [first, second] = [requestFor('a', 1), requestFor('a', 2)]
  const certificate = certificateOf('a', from, to)
  const answer = { ca, certificate_signing_request: first, certificate, chain: [certificate, ca] }
  const writing = { ca: { certificates: JSON.stringify([answer]) } }
  const says = { request: first }
  const seen: unknown[] = []
  const charm = defineCharm({ endpoints: { certs: TlsCertificatesRequirer } }).when('certs.joined', ({ certs }) => {
    certs.request({ requests: [{ signingRequest: says.request }] })
    seen.push(certs.certificate({ signingRequest: says.request })?.certificate)
  })
  const model = new Model()
  model.deploy('ca', { program: foreign(writing), metadata: { provides: { certs: 'tls-certificates' } } })
  model.deploy('app', { charm })
  model.relate('ca', 'app')
  await model.settle()
  for (const text of [writing.ca.certificates, JSON.stringify([{ ...answer, revoked: true }])]) {
    writing.ca.certificates = text
    says.request = second
    for (const unit of ['ca/0', 'app/0']) model.trigger(unit, 'update-status')
    await model.settle()
    model.trigger('app/0', 'update-status')
    await model.settle()
    seen.splice(0, seen.length - 1)
    expect(seen).toEqual([text.includes('revoked') ? undefined : certificate])
  }
})

test('what is asked for no more is forgotten', async () => {
  const there = pair()
  const { model, says, sign, secrets } = there
  sign(requestFor('a'), certificateOf('a', from, to))
  await model.settle()
  says.requests = []
  expect(await look(there)).toEqual([undefined])
  expect(secrets().map(({ change }) => change)).toEqual(['added', 'removed'])
})

test('a certificate by another key, or for a request that is still asked for, does not stand in for one that is awaited', async () => {
  const there = pair()
  const { model, says, sign, flags } = there
  sign(requestFor('a', 1), certificateOf('a', from, to))
  await model.settle()
  says.rests = true
  says.requests = [requestFor('a', 1), requestFor('a', 2)]
  says.looksFor = [requestFor('a', 2), requestFor('c')]
  expect([await look(there), flags()]).toEqual([[undefined, undefined], []])
})

test.each([
  ['longer than a value of a secret', pem('CERTIFICATE', 'x'.repeat(7000)), []],
  ['of a form that nobody knows', pem('CERTIFICATE', 'no DER'), [undefined]],
])('a certificate %s is used all the same', async (_, certificate, expires) => {
  const there = pair()
  const { model, sign, flags, secrets } = there
  sign(requestFor('a'), certificate)
  await model.settle()
  expect([await look(there), flags()]).toEqual([[`${certificate}\n${ca}`], ['certs.available']])
  expect(secrets().map(({ expire }) => expire)).toEqual(expires)
})

test('validity and keys are read in both forms that times have, and in certificates that OpenSSL made', () => {
  const read = (pemText: string) => validityIn(pemBody(pemText))
  const shown = (pemText: string) =>
    Object.values(read(pemText) ?? {}).map((time) => new Date(Number(time)).toISOString())
  expect(shown(certificateOf('a', '500101000000Z', '20500101000000Z'))).toEqual([
    '1950-01-01T00:00:00.000Z',
    '2050-01-01T00:00:00.000Z',
  ])
  const [answer] = answersIn(partners.provides.valid.app)
  const body = pemBody(answer?.certificate ?? '')
  expect(shown(answer?.certificate ?? '')).toEqual(['2026-11-22T18:33:10.000Z', '2126-10-29T18:33:10.000Z'])
  expect(publicKeyIn(body)).toMatch(/^[A-Za-z0-9+/]{100,}=*$/)
  expect(publicKeyIn(pemBody(answer?.certificate_signing_request ?? ''))).toBe(publicKeyIn(body))
  expect(publicKeyIn(pemBody(answer?.ca ?? ''))).not.toBe(publicKeyIn(body))
})

test('what is cut off at any place, or has other bytes, is read as nothing or as something, and never fails', () => {
  const whole = Buffer.from(pemBody(certificateOf('a', from, to)), 'base64')
  for (let end = 0; end < whole.length; end++) {
    const other = Buffer.from(whole)
    other[end] = (other[end] ?? 0) ^ 0xff
    for (const bytes of [whole.subarray(0, end), other]) {
      const body = bytes.toString('base64')
      expect(
        [typeof publicKeyIn(body), typeof validityIn(body)].every((type) => /string|undefined|object/.test(type)),
      ).toBe(true)
    }
  }
  expect([publicKeyIn('*'), validityIn('*')]).toEqual([undefined, undefined])
})
