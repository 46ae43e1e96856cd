import { globSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { defineConfig, type ViteUserConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

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

// What takes longest, in this order: nothing runs beside what comes last. Without times of an earlier run, Vitest goes by sizes.
const longest = ['examples/ops-website/', 'examples/demo/']

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number => {
      const found = longest.findIndex((folder) => moduleId.includes(`/${folder}`))
      return found < 0 ? longest.length : found
    }
    return (await super.sort(files)).sort((a, b) => place(a) - place(b))
  }
}

/** What all runs of tests have in common. */
export const everyRun = {
  environment: 'node',
  // Sources are tested, not builds. Node imports them by itself, as it will import a charm, with less work than Vite would have.
  execArgv: ['--conditions=@interlayer/source'],
  experimental: { viteModuleRunner: false, nodeLoader: false },
  // One for each processor: the thread that starts them only waits.
  maxWorkers: '100%',
  sequence: { sequencer: LongestFirst },
  // Programs that tests start from sources, dozens of times, find them compiled; so does each project what others import too.
  env: { NODE_COMPILE_CACHE: join(import.meta.dirname, 'node_modules/.cache/programs') },
  expect: { requireAssertions: true },
} satisfies ViteUserConfig['test']

export default defineConfig({
  test: {
    ...everyRun,
    projects: [...projects, types],
    include: ['test/**/*.test.ts'],
    pool: 'threads',
    // Files of a project share what they import, compiled and warm: a third less work. No test leaves anything behind for another.
    isolate: false,
    restoreMocks: true,
    // A busy machine is no failure.
    testTimeout: 60_000,
    // The file is what `tooling/count-tests.js` counts.
    reporters: ['default', ['json', { outputFile: '.vitest.json' }]],
  },
})
