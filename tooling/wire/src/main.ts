// Writes wire.json and the JSON Schema of each databag into every interface package: `pnpm wire`.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { leftSchemas, root, wireFiles } from './contracts.ts'

const files = await wireFiles()
for (const path of leftSchemas(files)) rmSync(join(root, path))
for (const { path, text } of files) {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}
