import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { pythonEnvironment } from '@interlayer/python'
import { expect, onTestFinished, test } from 'vitest'
import { parse, stringify } from 'yaml'
import { interlayer } from '../support/interlayer.ts'

/** Prints what charmcraft's own model makes of a charmcraft.yaml. */
const program = `
import json, sys, yaml
from charmcraft.models.project import CharmcraftProject
project = CharmcraftProject.unmarshal(yaml.safe_load(sys.argv[1])).marshal()
json.dump({name: project[name] for name in ("provides", "requires", "peers", "config", "actions")}, sys.stdout)
`

const rest = {
  name: 'all',
  type: 'charm',
  summary: 'All.',
  description: 'All.',
  base: 'ubuntu@24.04',
  platforms: { amd64: null },
  parts: { all: { plugin: 'nil' } },
}

/** Programs of charmcraft's environment keep their files to themselves. */
async function modelOf(text: string): Promise<unknown> {
  const { python } = await pythonEnvironment('charmcraft')
  const home = mkdtempSync(join(tmpdir(), 'check-'))
  onTestFinished(() => {
    rmSync(home, { recursive: true })
  })
  const env = { PATH: process.env['PATH'] ?? '', HOME: home, XDG_RUNTIME_DIR: home }
  const { stdout } = await promisify(execFile)(python, ['-c', program, text], { env })
  return JSON.parse(stdout)
}

test('charmcraft reads what meta prints as it stands there', { timeout: 600_000 }, async () => {
  const fixtures = join(import.meta.dirname, 'fixtures')
  const { out } = await interlayer(['meta', fixtures, '--entry', join(fixtures, 'charm.ts')])
  expect(await modelOf(stringify(rest) + out)).toEqual(parse(out))
})
