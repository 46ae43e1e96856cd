/** Databags of the other side, for tests of charms that speak http: `valid`, `partial`, `invalid` and of an older generation. */
export const partners = {
  provides: {
    valid: { hostname: '10.0.0.7', port: '8080' },
    partial: { hostname: '10.0.0.7' },
    invalid: { hostname: '10.0.0.7', port: 'http' },
    older: { host: '10.0.0.7', port: '80' },
  },
  requires: { valid: {} },
} as const
