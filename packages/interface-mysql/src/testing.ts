const classic = { database: 'wiki', host: '10.0.0.9', user: 'wiki', password: 'correct horse' } as const

/** Databags of the other side, for tests of charms that speak mysql: `valid`, `partial`, `invalid` and of older generations. */
export const partners = {
  provides: {
    valid: { ...classic, port: '3306' },
    partial: { database: 'wiki', host: '10.0.0.9', user: 'wiki' },
    invalid: { ...classic, port: 'mysql' },
    /** The classic charm: no port, and `slave` in Python's spelling. */
    older: { ...classic, slave: 'False' },
    /** A replica of the classic charm. */
    replica: { ...classic, host: '10.0.0.10', slave: 'True' },
  },
  requires: { valid: { encoding: 'utf8mb4' }, partial: {} },
} as const
