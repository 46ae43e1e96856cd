import { boolean, choice, json, list, secret, text } from '@interlayer/runtime'
import { array, string } from 'valibot'
import { mirror, name, Permission, status, version } from './fields.ts'
import { encryptionSecret, requirerCertificate, unitOfOthers } from './keys-of-others.ts'
import { entityContent, requestedEntityContent, tlsContents, userContent } from './secret-contents.ts'

/** What the leader of a requirer writes: one request. */
export const request0 = {
  database: name('Name of the database.'),
  'requested-secrets': json('What the requirer takes in secrets; without it, everything is plain.', array(string()), {
    optional: true,
    style: 'python-unsorted',
  }),
  'provided-secrets': json('What the requirer itself gives in secrets.', array(string()), {
    optional: true,
    style: 'python-unsorted',
  }),
  'extra-user-roles': list('Roles of the server that the account should have.', { optional: true, ordered: true }),
  'extra-group-roles': list('The same for a group.', { optional: true, ordered: true }),
  'entity-type': choice('A role or a group is wanted in place of an account.', ['USER', 'GROUP'], { optional: true }),
  'entity-permissions': json('What the entity may do.', array(Permission), {
    optional: true,
    style: 'python-unsorted',
  }),
  'requested-entity-secret': secret('What the entity should be called.', requestedEntityContent, { optional: true }),
  'prefix-matching': choice('Which databases a name with * means.', ['all', 'only-existing'], { optional: true }),
  'external-node-connectivity': boolean('Clients outside of the model connect.', { optional: true }),
  alias: name('What the requirer calls this relation.', { optional: true }),
} as const

/** What the leader of a provider answers; what is also in a secret is plain only for who takes no secrets. */
export const answer0 = {
  data: mirror,
  database: text('Name of the database that was made.', { optional: true }),
  endpoints: list('Servers, as host:port, the primary first.', { optional: true, ordered: true }),
  'read-only-endpoints': list('Servers to read from, as host:port.', { optional: true, ordered: true }),
  version,
  'prefix-databases': list('The databases that a name with * stands for.', { optional: true }),
  subordinated: boolean('The provider is a subordinate: it serves when one of its units says so.', { optional: true }),
  status,
  'secret-user': secret('The account.', userContent, { optional: true }),
  'secret-tls': secret('How transport is encrypted.', tlsContents[0], { optional: true }),
  'secret-entity': secret('The role or group.', entityContent, { optional: true }),
  'secret-extra': text('URI of a secret with what else was asked for.', { optional: true, namesSecrets: true }),
  ...userContent,
  ...tlsContents[0],
  ...entityContent,
} as const

const answerOfOthers = {
  resource: 'The database once more, by its name in wire 1.',
  salt: 'Part of a request in wire 1.',
  'encryption-secret': encryptionSecret,
} as const

/** What a unit of a subordinate provider says. */
export const unit0 = { state: choice('This unit of a subordinate serves.', ['ready'], { optional: true }) } as const

/** The provider's side in wire 0. */
export const provides0 = {
  conversation: 'application',
  unit: unit0,
  app: answer0,
  unused: { app: answerOfOthers },
} as const

const requestOfOthers = {
  unit: {
    ...unitOfOthers,
    'requested-secrets': 'What the leader has in the databag of the application.',
    'provided-secrets': 'What the leader has in the databag of the application.',
  },
  app: requirerCertificate,
} as const

/** The requirer's side. */
export const requires0 = {
  conversation: 'application',
  app: request0,
  unused: requestOfOthers,
} as const
