import { defineConfig } from 'vitest/config'
import base from './vitest.config.ts'

// Models of a thousand units with real interfaces, a minute or more of work: `pnpm test:scale`.
export default defineConfig({
  ...base,
  test: {
    include: ['packages/*/test/**/*.scale.ts'],
    environment: 'node',
    pool: 'threads',
    maxWorkers: '100%',
    expect: { requireAssertions: true },
    // The file is what `tooling/count-tests.js` counts.
    reporters: ['default', ['json', { outputFile: '.vitest.scale.json' }]],
  },
})
