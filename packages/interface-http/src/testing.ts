/** The other side, for tests of charms that speak http: `valid`, `partial`, `invalid` and of an older generation. */
export const partners = {
  provides: {
    valid: { unit: { hostname: '10.0.0.7', port: '8080' } },
    partial: { unit: { hostname: '10.0.0.7' } },
    invalid: { unit: { hostname: '10.0.0.7', port: 'http' } },
    older: { unit: { host: '10.0.0.7', port: '80' } },
  },
  requires: { valid: {} },
} as const
