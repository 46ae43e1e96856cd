import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import { Model, type ModelOptions } from '../../src/index.ts'

/** A charm's directory with these files until the end of the test; programs are executable, `#!/bin/sh -e` unless they say. */
export function charmDirectory(files: Readonly<Record<string, string>>): string {
  const directory = mkdtempSync(join(tmpdir(), 'charm-'))
  onTestFinished(() => rmSync(directory, { recursive: true }))
  for (const [path, text] of Object.entries({ 'metadata.yaml': 'name: web\n', ...files })) {
    const file = join(directory, path)
    mkdirSync(dirname(file), { recursive: true })
    const isProgram = !path.endsWith('.yaml')
    writeFileSync(file, isProgram && !text.startsWith('#!') ? `#!/bin/sh -e\n${text}\n` : text)
    if (isProgram) chmodSync(file, 0o755)
  }
  return directory
}

/** A model whose files are gone at the end of the test. Where tests run with Go, its hook tools are written in that. */
export function closingModel(options?: ModelOptions): Model {
  const { INTERLAYER_TEST_TOOLS: toolBinary } = process.env
  const model = new Model({ seed: 1, ...(toolBinary !== undefined && { toolBinary }), ...options })
  onTestFinished(() => model.close())
  return model
}
