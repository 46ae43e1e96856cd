import { defineConfig } from 'vitest/config'
import { everyRun } from './vitest.config.ts'

// Tests that run Go or Python, and fail where they are not installed: `pnpm test:peers`.
export default defineConfig({
  test: {
    ...everyRun,
    // What runs processes in a model runs here once more, with hook tools in Go.
    include: ['{packages,tooling,examples}/*/test/**/*.peers.ts', 'packages/simulator/test/process/**/*.test.ts'],
    globalSetup: ['packages/simulator/test/support/go-tools.ts'],
    testTimeout: 60_000,
    // A build that nothing is cached for takes a while.
    hookTimeout: 120_000,
    // The file is what `tooling/count-tests.js` counts.
    reporters: ['default', ['json', { outputFile: '.vitest.peers.json' }]],
  },
})
