import { readFileSync } from 'node:fs'
import { readCharmDirectory } from '@interlayer/simulator'
import { expect, test } from 'vitest'
import website from '../src/charm.ts'
import { isOld } from '../src/key.ts'
import { partners } from '@interlayer/interface-tls-certificates/testing'

const metadata = readCharmDirectory({
  'charmcraft.yaml': readFileSync(new URL('../charmcraft.yaml', import.meta.url), 'utf8'),
})

test('charmcraft.yaml declares the options that the code reads', () => {
  const options = Object.entries(website.config).map(([name, { description, options }]) => {
    return [name, { description, default: options.default }]
  })
  expect(metadata.config?.options).toMatchObject(Object.fromEntries(options))
  expect(Object.keys(metadata.config?.options ?? {})).toEqual(Object.keys(website.config))
})

test('a certificate is old when nine tenths of its life are over', () => {
  const certificate = partners.provides.older.unit['app_0.server.cert']
  // It is good from 2026 to 2126.
  expect(['2026-12-01', '2116-01-01', '2117-01-01'].map((day) => isOld(certificate, Date.parse(day)))).toEqual([
    false,
    false,
    true,
  ])
})
