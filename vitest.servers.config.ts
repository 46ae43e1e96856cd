import { defineConfig } from 'vitest/config'
import { everyRun } from './vitest.config.ts'

// Tests that need real servers of this machine, and fail where they are not installed: `pnpm test:servers`.
export default defineConfig({
  test: {
    ...everyRun,
    include: ['examples/*/test/**/*.servers.ts'],
    testTimeout: 60_000,
    // The file is what `tooling/count-tests.js` counts.
    reporters: ['default', ['json', { outputFile: '.vitest.servers.json' }]],
  },
})
