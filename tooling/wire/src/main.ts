// Writes wire.json into every interface package: `pnpm wire`.
import { writeFileSync } from 'node:fs'
import { wireFiles } from './contracts.ts'

for (const { file, text } of await wireFiles()) writeFileSync(file, text)
