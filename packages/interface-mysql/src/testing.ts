const classic = { database: 'wiki', host: '10.0.0.9', user: 'wiki', password: 'correct horse' } as const

/** The other side, for tests of charms that speak mysql: `valid`, `partial`, `invalid` and of older generations. */
export const partners = {
  provides: {
    valid: { unit: { ...classic, port: '3306' } },
    partial: { unit: { database: 'wiki', host: '10.0.0.9', user: 'wiki' } },
    invalid: { unit: { ...classic, port: 'mysql' } },
    /** The classic charm: no port, and `slave` in Python's spelling. */
    older: { unit: { ...classic, slave: 'False' } },
    /** A replica of the classic charm. */
    replica: { unit: { ...classic, host: '10.0.0.10', slave: 'True' } },
  },
  requires: { valid: { unit: { encoding: 'utf8mb4' } }, partial: { unit: {} } },
} as const
