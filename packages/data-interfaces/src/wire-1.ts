import { boolean, choice, json } from '@interlayer/runtime'
import { array, boolean as bool, looseObject, nullish, picklist, string, type InferOutput } from 'valibot'
import { mirror, name, Permission, status } from './fields.ts'
import { encryptionSecret, unitOfOthers } from './keys-of-others.ts'
import { providerMethods, requirerMethods } from './methods.ts'
import { unit0 } from './wire-0.ts'

const text = nullish(string())

/** One request, in the order of the originals; what nobody knows yet is kept for the mirror. */
export const Request = looseObject({
  resource: string(),
  'request-id': string(),
  salt: text,
  'extra-user-roles': text,
  'extra-group-roles': text,
  'external-node-connectivity': nullish(bool()),
  'entity-type': nullish(picklist(['USER', 'GROUP'])),
  'entity-permissions': nullish(array(Permission)),
  'secret-mtls': text,
  'mtls-cert': text,
  'secret-requested-entity': text,
  'entity-name': text,
  password: text,
  'prefix-matching': text,
  'entity-password': text,
})

/** One answer; originals write what they leave out as null. */
export const Answer = looseObject({
  resource: text,
  'request-id': string(),
  salt: text,
  endpoints: text,
  'read-only-endpoints': text,
  'secret-user': text,
  'secret-tls': text,
  'secret-extra': text,
  'secret-entity': text,
  version: text,
  'prefix-resources': text,
  'mtls-cert': text,
  'entity-name': text,
  'entity-password': text,
  password: text,
})

export type WireRequest = InferOutput<typeof Request>
export type WireAnswer = InferOutput<typeof Answer>

const versionOfWire = choice('The version of the wire.', ['v1'])

/** What the leader of a requirer writes: any number of requests. */
const request1 = {
  version: versionOfWire,
  requests: json('What is wanted, each with an id.', array(Request), { style: 'python-unsorted', namesSecrets: true }),
  alias: name('What the requirer calls this relation.', { optional: true }),
} as const

/** What the leader of a provider answers. */
export const answer1 = {
  data: mirror,
  version: choice('The version of the wire.', ['v1'], { optional: true }),
  requests: json('The answers, in the order of the requests.', array(Answer), {
    optional: true,
    style: 'python-unsorted',
    namesSecrets: true,
  }),
  subordinated: boolean('The provider is a subordinate: it serves when one of its units says so.', { optional: true }),
  status,
} as const

/** The provider's side; it answers wire 0 too. */
export const provides1 = {
  conversation: 'application',
  unit: unit0,
  app: answer1,
  flags: {
    requested: 'This unit leads, and some request has no answer.',
    released: 'This unit leads, and some answer stands whose request was taken back.',
  },
  methods: providerMethods,
  unused: { app: { 'encryption-secret': encryptionSecret } },
} as const

/** The requirer's side. It asks by the one wire or the other, before anybody tells which one the provider knows. */
export const requires1 = {
  conversation: 'application',
  silentPartner: 'every',
  app: request1,
  flags: {
    unasked: 'This unit leads, and some provider that is related was not asked yet.',
    available: 'An account and a server are known.',
    entityAvailable: 'A role or group is known.',
  },
  methods: requirerMethods,
  unused: { unit: unitOfOthers, app: { 'encryption-secret': encryptionSecret } },
} as const
