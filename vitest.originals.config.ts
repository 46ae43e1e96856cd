import { defineConfig } from 'vitest/config'
import { everyRun } from './vitest.config.ts'

// Tests that run the libraries in Python which others speak interfaces with, and fail where they cannot be: `pnpm test:originals`.
export default defineConfig({
  test: {
    ...everyRun,
    include: ['{packages,tooling}/*/test/**/*.originals.ts'],
    testTimeout: 120_000,
    // Environments that are missing are made first.
    hookTimeout: 600_000,
    // The file is what `tooling/count-tests.js` counts.
    reporters: ['default', ['json', { outputFile: '.vitest.originals.json' }]],
  },
})
