import { boolean, choice, json } from '@interlayer/runtime'
import { array, boolean as bool, looseObject, nullish, picklist, string, type InferOutput } from 'valibot'
import { mirror, name, Permission, status } from './fields.ts'
import { encryptionSecret, unitOfOthers } from './keys-of-others.ts'
import { methods1 } from './methods.ts'
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
  requests: json('The answers, in the order in which they were given.', array(Answer), {
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
  methods: methods1,
  unused: { app: { 'encryption-secret': encryptionSecret } },
} as const

/** The requirer's side in wire 1, which providers understand. */
export const requires1 = {
  conversation: 'application',
  app: request1,
  unused: { unit: unitOfOthers, app: { 'encryption-secret': encryptionSecret } },
} as const
