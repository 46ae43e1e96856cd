import { readFileSync } from 'node:fs'
import { readCharmDirectory } from '@interlayer/simulator'
import { expect, test } from 'vitest'
import website from '../src/charm.ts'

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
