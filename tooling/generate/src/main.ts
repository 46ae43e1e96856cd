// Writes what documents say of definitions: `pnpm docs:generate`. With --check it names the documents that are stale.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { documents } from './documents.ts'
import { root } from './interface-package.ts'

const checks = process.argv.includes('--check')
for (const { path, now, then } of await documents()) {
  if (now === then) continue
  if (checks) console.log(`${path} is stale: run pnpm docs:generate, and commit what it writes.`)
  else writeFileSync(join(root, path), then)
}
