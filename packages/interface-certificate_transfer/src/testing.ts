const authority = '-----BEGIN CERTIFICATE-----\nauthority\n-----END CERTIFICATE-----'
const other = '-----BEGIN CERTIFICATE-----\nother\n-----END CERTIFICATE-----'

/** The other side, for tests of charms that speak certificate_transfer: `valid`, `partial`, `invalid` and of wire 0. */
export const partners = {
  provides: {
    valid: { app: { certificates: JSON.stringify([authority, other]), version: '1' } },
    partial: { app: { version: '1' } },
    invalid: { app: { certificates: JSON.stringify({ authority }), version: '1' } },
    /** A library of wire 0: a lone certificate is written as it is. */
    older: {
      unit: { ca: authority, certificate: other, chain: JSON.stringify([other, authority]), version: '0' },
    },
    /** A library of wire 1 whose partner had not said yet what it knows: both wires at once. */
    undecided: {
      unit: {
        ca: JSON.stringify(authority),
        certificate: JSON.stringify(authority),
        chain: JSON.stringify([authority]),
        version: '0',
      },
      app: { certificates: JSON.stringify([authority, other]), version: '1' },
    },
  },
  requires: {
    valid: { app: { version: '1' } },
    partial: {},
    invalid: { app: { version: 'one' } },
    older: { app: { version: '0' } },
  },
} as const
