import { boolean, text } from '@interlayer/runtime'

/** What is in the secret of an account. */
export const userContent = {
  username: text('Name of the account.', { optional: true }),
  password: text('Its password.', { optional: true, sensitive: true }),
  uris: text('How to connect as the account: URIs of the servers.', { optional: true, sensitive: true }),
  'read-only-uris': text('The same for servers to read from.', { optional: true, sensitive: true }),
} as const

/** Whether transport is encrypted, and whose certificates to trust then. Wire 0 has it in the words of Python, wire 1 in those of JSON. */
export const tlsContents = [
  {
    tls: boolean('The servers encrypt transport.', { optional: true, style: 'python' }),
    'tls-ca': text('Certificate of the authority, as PEM.', { optional: true }),
  },
  {
    tls: boolean('The servers encrypt transport.', { optional: true }),
    'tls-ca': text('Certificate of the authority, as PEM.', { optional: true }),
  },
] as const

/** What is in the secret of an entity: a role or a group in place of an account. */
export const entityContent = {
  'entity-name': text('Name of the role or group.', { optional: true }),
  'entity-password': text('Its password.', { optional: true, sensitive: true }),
} as const

/** What a requirer wishes for its entity. */
export const requestedEntityContent = {
  'entity-name': text('Name that the entity should have.'),
  password: text('Password that it should have.', { optional: true, sensitive: true }),
} as const

/** Whatever else a requirer wants in a secret. */
export const extraContent = { '{field}': text('One more value.', { sensitive: true }) } as const
