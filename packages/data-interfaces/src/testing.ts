const answer = { database: 'orders', endpoints: '10.0.1.1:1', version: '8.4.1' } as const
const account = { username: 'relation-7', password: 'correct horse' } as const
const wire0 = {
  database: 'orders',
  'extra-user-roles': 'admin',
  'provided-secrets': '["mtls-cert"]',
  'requested-secrets': '["username", "password", "tls", "tls-ca", "uris", "read-only-uris"]',
} as const
const wire1 = { resource: 'orders', 'request-id': '6c1e6b50653ca453', salt: '0UAqFzWsDK4FrUMp' } as const
const user = 'secret:c0000000000000000001'
const tls = 'secret:c0000000000000000002'
const entity = 'secret:c0000000000000000003'

/** The other side, for tests of charms that speak an interface of databases: `valid`, `partial`, `invalid` and of older generations. */
export const partners = {
  provides: {
    valid: {
      app: { ...answer, data: '{"database": "orders"}', 'secret-user': user, 'secret-tls': tls },
      secrets: { [user]: account, [tls]: { tls: 'False' } },
    },
    partial: { app: { ...answer, data: '{"database": "orders"}' } },
    invalid: { app: { ...answer, data: '{', 'secret-user': user }, secrets: { [user]: account } },
    /** It gives everything in plain text. */
    older: { app: { ...answer, ...account, tls: 'False' } },
    /** A provider of wire 1 answers so. */
    newer: {
      app: {
        ...answer,
        data: '{"resource": "orders"}',
        resource: 'orders',
        salt: 'DzJFtwZpIaTucro7',
        'secret-user': user,
        'secret-tls': tls,
      },
      secrets: { [user]: account, [tls]: { tls: 'false' } },
    },
    /** It gives a role in place of an account. */
    entity: {
      app: { data: '{"database": "orders", "entity-type": "USER"}', 'secret-entity': entity },
      secrets: { [entity]: { 'entity-name': 'role-7', 'entity-password': 'correct horse' } },
    },
  },
  requires: {
    valid: { app: { version: 'v1', requests: JSON.stringify([{ ...wire1, 'extra-user-roles': 'admin' }]) } },
    partial: { app: { 'requested-secrets': wire0['requested-secrets'] } },
    invalid: { app: { version: 'v1', requests: '[{"resource": 1}]' } },
    /** It speaks wire 0. */
    older: { app: wire0 },
    /** It speaks wire 0 and knows no secrets. */
    plain: { app: { database: 'orders' } },
  },
} as const
