import { interfaceFiles } from '@interlayer/tidy/interface-files'
import { interfaceManifests } from '@interlayer/tidy/interface-manifests'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { freshSketch } from '../src/fresh-sketch.ts'
import { importedSketch } from '../src/imported-sketch.ts'
import { packageFiles } from '../src/package-files.ts'
import { peersSketch } from '../src/peers-sketch.ts'
import { readSchema } from '../src/schema-file.ts'

const subject = { name: 'dns_record', summary: 'Names.', constant: 'dnsRecord', prefix: 'DnsRecord' }
const schema = new URL('../../../packages/contract/test/fixtures/pydantic/side.json', import.meta.url).pathname
const member = { type: 'object', properties: { rank: { type: 'integer' } }, required: ['rank'] }
const imported = readSchema(schema, subject, { encoding: 'text' })
const ofPeers = readSchema(schema, subject, { encoding: 'text', peers: true })

test.each([
  ['a fresh one', freshSketch(subject)],
  ['one of peers', peersSketch(subject)],
  ['an imported one', importedSketch(subject, imported.source)],
  ['an imported one of peers', importedSketch(subject, ofPeers.source, true)],
])('the files of %s are those that every interface package has, with the manifest that follows', (_name, sketch) => {
  const wire = JSON.stringify({ generations: [{ summary: 'Names.' }] })
  const texts = Object.entries({ ...packageFiles(sketch), 'src/testing.ts': '', 'wire.json': wire })
  const files = new Map(texts.map(([path, text]) => [`packages/interface-dns_record/${path}`, text]))
  expect([...interfaceFiles(files), ...interfaceManifests(files)]).toEqual([])
})

test('what is imported has the fields of the schema, and says what it cannot say', () => {
  expect(imported.source).toContain("database: text('Database.')")
  expect(imported.findings).toContainEqual({
    databag: 'provides.app',
    pointer: '/$defs/Server/properties/slug/pattern',
    effect: 'accepts-more',
    message: 'pattern cannot be expressed',
  })
})

test('a schema that an interface package publishes is imported into the databag that it is of', () => {
  const published = new URL('../../../packages/interface-http/schemas/wire-0/provides.unit.json', import.meta.url)
  const { source, findings } = readSchema(published.pathname, subject, { encoding: 'text' })
  expect(source).toContain('provides: {\n    unit: {')
  expect(source).toContain("port: integer('TCP port that serves HTTP.', { min: 1, max: 65535 })")
  expect(findings.filter(({ effect }) => effect !== 'words')).toEqual([])
})

test.each([
  ['a unit’s databag alone', member, 'peers: {\n    unit: {\n      rank: integer('],
  ['a model with both databags', { properties: { unit: member, app: member } }, 'rank: integer('],
  ['the side by its name', { peers: member }, 'peers: {\n    unit: {\n      rank: integer('],
])('a schema of peers may be that of %s', (_what, document, expected) => {
  const file = join(mkdtempSync(join(tmpdir(), 'schema-')), 'schema.json')
  onTestFinished(() => rmSync(dirname(file), { recursive: true }))
  writeFileSync(file, JSON.stringify(document))
  const { source } = readSchema(file, subject, { encoding: 'text', peers: true })
  expect(source).toContain(expected)
  expect(source).not.toContain('provides')
})
