import { expect, test } from 'vitest'
import manifest from '../package.json' with { type: 'json' }
import { interlayer } from './support/interlayer.ts'

test('shows its help', async () => {
  const { status, out, err } = await interlayer(['--help'])
  expect({ status, err, first: out.split('\n')[0] }).toEqual({
    status: 0,
    err: '',
    first: 'Usage: interlayer [options] [command]',
  })
})

test('says which version it is', async () => {
  expect(await interlayer(['--version'])).toEqual({ status: 0, out: `${manifest.version}\n`, err: '' })
})

test('refuses an option that does not exist with status 64', async () => {
  expect(await interlayer(['--frobnicate'])).toEqual({
    status: 64,
    out: '',
    err: "error: unknown option '--frobnicate'\n",
  })
})
