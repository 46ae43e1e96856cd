import { defineConfig } from 'vitest/config'
import { everyRun } from './vitest.config.ts'

// Models of a thousand units with real interfaces, a minute or more of work: `pnpm test:scale`.
export default defineConfig({
  test: {
    ...everyRun,
    include: ['packages/*/test/**/*.scale.ts'],
    pool: 'threads',
    // The file is what `tooling/count-tests.js` counts.
    reporters: ['default', ['json', { outputFile: '.vitest.scale.json' }]],
  },
})
