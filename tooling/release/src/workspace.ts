import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Published } from './release-plan.ts'

/** The root of this repository. */
export const root = join(import.meta.dirname, '../../..')

/** The packages of a copy of this repository that are published. */
export function publishedPackages(folder: string): readonly Published[] {
  return globSync('packages/*/package.json', { cwd: folder })
    .sort()
    .map((path) => readManifest(join(folder, path)))
    .filter((manifest) => manifest.private !== true)
}

function readManifest(path: string): Published & { readonly private?: boolean } {
  // eslint-disable-next-line @typescript-eslint/no-unsafe-return -- pnpm has checked its shape
  return JSON.parse(readFileSync(path, 'utf8'))
}
