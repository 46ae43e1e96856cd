import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { beforeAll, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { run } from '../src/command.ts'
import { environmentIn, type Place } from '../src/environment.ts'
import { pythonEnvironment } from '../src/index.ts'
import { byUv } from '../src/installers.ts'

// These need Python: environments are made, of nothing that has to be fetched but uv, once.

let folders: Place

// Not in a test: fetching takes longer than one may.
beforeAll(async () => {
  await uv()
})
beforeEach(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'interlayer-python-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  folders = { definitions: folder, environments: join(folder, 'made'), install: byUv(uv) }
  await writeFile(join(folder, 'empty.txt'), '')
})

const uv = async (): Promise<string> => (await pythonEnvironment('uv')).python
const made = async (): Promise<readonly string[]> => (await readdir(folders.environments)).sort()

test('two that ask at the same time get the same environment, and who asks later gets it too', async () => {
  const [first, second] = await Promise.all([environmentIn(folders, 'empty'), environmentIn(folders, 'empty')])
  expect(second).toEqual(first)
  const before = await made()
  expect(before.map((name) => name.replace(/-.*?(\.|$)/, '$1').replace(/\..*/, '.'))).toEqual(['empty', 'empty.'])
  expect(await environmentIn(folders, 'empty')).toEqual(first)
  expect(await made()).toEqual(before)
  expect(await run(first.python, ['-c', 'import sys; print(sys.prefix != sys.base_prefix)'])).toBe('True\n')
})

test('what runs at each start runs, and another one makes another environment', async () => {
  const start = join(folders.definitions, 'empty.py')
  await writeFile(start, 'print("one")')
  const one = await environmentIn(folders, 'empty')
  await writeFile(start, 'print("two")')
  const two = await environmentIn(folders, 'empty')
  expect(await run(one.python, ['-c', 'pass'])).toBe('one\n')
  expect(await run(two.python, ['-c', 'pass'])).toBe('two\n')
})

test('a pin that cannot be had fails with what uv said, and leaves nothing behind', async () => {
  // An index in which nothing is, which is told to pip.
  vi.stubEnv('PIP_INDEX_URL', pathToFileURL(folders.definitions).href)
  onTestFinished(() => void vi.unstubAllEnvs())
  await writeFile(join(folders.definitions, 'broken.txt'), 'interlayer-does-not-exist==1.0.0\n')
  const broken = environmentIn(folders, 'broken')
  await expect(broken).rejects.toHaveProperty('code', 'PACKAGES_FAILED')
  await expect(broken).rejects.toHaveProperty(
    'cause.message',
    expect.stringContaining('interlayer-does-not-exist==1.0.0'),
  )
  expect(await made()).toEqual([])
})

test('uv reaches the index that pip is told of', async () => {
  await writeFile(join(folders.definitions, 'there.txt'), 'there==1.0.0\n')
  const wheel = 'there-1.0.0-py3-none-any.whl'
  const index = join(folders.definitions, 'there')
  await mkdir(index)
  await writeFile(join(index, 'index.html'), `<a href="${wheel}">${wheel}</a>`)
  await writeFile(join(index, wheel), 'This is none.')
  vi.stubEnv('PIP_INDEX_URL', pathToFileURL(folders.definitions).href)
  onTestFinished(() => void vi.unstubAllEnvs())
  await expect(environmentIn(folders, 'there')).rejects.toHaveProperty(
    'cause.message',
    expect.stringContaining(join(index, wheel)),
  )
})

test('without Python, and with one that is too old, it says what to install', async () => {
  onTestFinished(() => void vi.unstubAllEnvs())
  const message = 'Install Python 3.9 or later and put it on the PATH.'
  vi.stubEnv('PATH', folders.definitions)
  await expect(environmentIn(folders, 'empty')).rejects.toThrow(`PYTHON_MISSING: python3 cannot be run. ${message}`)
  await writeFile(join(folders.definitions, 'python3'), '#!/bin/sh\necho \'["/usr/bin/python3", [3, 8, 10]]\'\n', {
    mode: 0o755,
  })
  await expect(environmentIn(folders, 'empty')).rejects.toThrow(`PYTHON_MISSING: python3 is 3.8.10. ${message}`)
})
