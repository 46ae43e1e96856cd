import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { Ajv } from 'ajv'
import { expect, test } from 'vitest'
import { charmModule, charmProject, pack, zipped } from '../support/charm-project.ts'

interface Part {
  readonly name: string
  readonly group?: string
  readonly version?: string
  readonly purl?: string
  readonly licenses?: readonly object[]
  readonly hashes?: readonly object[]
  readonly components?: readonly Part[]
}

interface Materials {
  readonly metadata: object
  readonly components: readonly Part[]
}

async function materialsOf(directory: string): Promise<Materials> {
  await pack(directory)
  const files = await zipped(join(directory, 'out/website_amd64.charm'))
  // eslint-disable-next-line @typescript-eslint/no-unsafe-return -- the schema is checked below
  return JSON.parse(files.get('sbom.cdx.json')?.text ?? '')
}

/** The packages that are installed in the directory of the charm. */
const dependency = {
  'node_modules/left/package.json': { name: 'left', version: '1.2.3', license: '(MIT OR Apache-2.0)' },
  'node_modules/left/index.js': "import './unused.js'\nexport * from './used.js'",
  'node_modules/left/used.js': 'export const used = () => Math.random()',
  'node_modules/left/unused.js': 'export const unused = 1',
  'node_modules/@scope/right/package.json': { name: '@scope/right', version: '0.1.0-beta.1' },
  'node_modules/@scope/right/index.js': 'export const right = () => Math.random()',
  'node_modules/other/package.json': { name: 'other', version: '9.9.9' },
}

const using = `
import { right } from '@scope/right'
import { used } from 'left'
${charmModule}
export const program = new URL('program.ts', import.meta.url)
console.assert(used() < 1)
`

test('lists each package in the bundle and in programs, with exactly the modules that are in it', async () => {
  const program = "import { right } from '@scope/right'\nconsole.log(right())"
  const directory = charmProject({ ...dependency, 'src/charm.ts': using, 'src/program.ts': program })
  const { components } = await materialsOf(directory)
  const ours = ['left', 'right', 'other', 'website']
  const found = components.filter(({ name }) => ours.includes(name))
  const file = (name: string, path: string): object => ({
    type: 'file',
    name,
    'bom-ref': expect.stringContaining(`#${name}`) as string,
    hashes: [
      {
        alg: 'SHA-256',
        content: createHash('sha256')
          .update(readFileSync(join(directory, path)))
          .digest('hex'),
      },
    ],
  })
  expect(found).toEqual([
    {
      type: 'library',
      name: 'right',
      group: '@scope',
      version: '0.1.0-beta.1',
      'bom-ref': 'pkg:npm/%40scope/right@0.1.0-beta.1',
      purl: 'pkg:npm/%40scope/right@0.1.0-beta.1',
      components: [file('index.js', 'node_modules/@scope/right/index.js')],
    },
    {
      type: 'library',
      name: 'left',
      version: '1.2.3',
      'bom-ref': 'pkg:npm/left@1.2.3',
      purl: 'pkg:npm/left@1.2.3',
      licenses: [{ expression: '(MIT OR Apache-2.0)' }],
      components: [file('used.js', 'node_modules/left/used.js')],
    },
    {
      type: 'library',
      name: 'website',
      'bom-ref': 'website',
      components: [file('src/charm.ts', 'src/charm.ts'), file('src/program.ts', 'src/program.ts')],
    },
  ])
  const others = ['interface-http', 'runtime', 'cli', 'commander', 'yaml']
  expect(components.map(({ name }) => name)).toEqual(expect.arrayContaining(others))
  expect(components.map(({ name }) => name)).not.toContain('other')
})

test('is what the schema of CycloneDX 1.6 allows', async () => {
  const folder = join(
    dirname(createRequire(import.meta.url).resolve('@cyclonedx/cyclonedx-library/package.json')),
    'res/schema',
  )
  const schema = (name: string): object => {
    // eslint-disable-next-line @typescript-eslint/no-unsafe-return -- a schema
    return JSON.parse(readFileSync(join(folder, name), 'utf8'))
  }
  // Formats are those of addresses, of which there are none.
  const ajv = new Ajv({ strict: false, validateFormats: false })
  for (const name of [
    'spdx.SNAPSHOT.schema.json',
    'jsf-0.82.SNAPSHOT.schema.json',
    'cryptography-defs.SNAPSHOT.schema.json',
  ])
    ajv.addSchema(schema(name), `http://cyclonedx.org/schema/${name}`)
  const validate = ajv.compile(schema('bom-1.6.SNAPSHOT.schema.json'))
  const materials = await materialsOf(charmProject({ ...dependency, 'src/charm.ts': using }))
  validate(materials)
  expect(validate.errors).toBeNull()
  validate({ ...materials, components: [{ type: 'library' }] })
  expect(validate.errors).not.toBeNull()
})
