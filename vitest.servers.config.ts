import { defineConfig } from 'vitest/config'
import base from './vitest.config.ts'

// Tests that need real servers of this machine, and fail where they are not installed: `pnpm test:servers`.
export default defineConfig({
  ...base,
  test: {
    include: ['examples/*/test/**/*.servers.ts'],
    environment: 'node',
    expect: { requireAssertions: true },
    testTimeout: 60_000,
    // The file is what `tooling/count-tests.js` counts.
    reporters: ['default', ['json', { outputFile: '.vitest.servers.json' }]],
  },
})
