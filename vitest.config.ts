import { globSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { defineConfig } from 'vitest/config'

// Sources are tested, not builds: the default conditions of Vite with ours before them.
const conditions = ['@interlayer/source', 'module', 'node', 'development|production']

// A project is a folder with tests; it is named by its path, so `vitest run --project packages/runtime` runs one.
const projects = globSync('{packages,tooling,examples}/*/test')
  .map(dirname)
  .sort()
  .map((root) => ({ extends: true as const, root, test: { name: root } }))

// A promise about types is a test too. One compiler takes all of them. Errors elsewhere are for `typecheck` to report.
const types = {
  extends: true as const,
  test: {
    name: 'types',
    typecheck: {
      enabled: true,
      only: true,
      checker: 'tsc',
      tsconfig: 'tooling/tsconfig/promises.json',
      include: ['{packages,tooling,examples}/*/test/**/*.test-d.ts'],
      ignoreSourceErrors: true,
    },
  },
}

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    projects: [...projects, types],
    include: ['test/**/*.test.ts'],
    environment: 'node',
    pool: 'threads',
    // Files of a project share what they import, compiled and warm: a third less work. No test leaves anything behind for another.
    isolate: false,
    // Programs that tests start from sources, dozens of times, find them compiled.
    env: { NODE_COMPILE_CACHE: join(import.meta.dirname, 'node_modules/.cache/programs') },
    // One for each processor: the thread that starts them only waits.
    maxWorkers: '100%',
    restoreMocks: true,
    // A busy machine is no failure.
    testTimeout: 60_000,
    expect: { requireAssertions: true },
    // The file is what `tooling/count-tests.js` counts.
    reporters: ['default', ['json', { outputFile: '.vitest.json' }]],
  },
})
