import { execFile } from 'node:child_process'
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'

const launcher = new URL('../src/dispatch.cjs', import.meta.url)
const code = `charm-${process.version}-${process.arch}.code`

/** A directory with the launcher and a bundle of this body. */
async function deployed(body: string): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'interlayer-bench-'))
  onTestFinished(() => rm(directory, { recursive: true }))
  await writeFile(join(directory, 'dispatch.cjs'), (await readFile(launcher, 'utf8')).replace('BUNDLE', 'charm'))
  await writeFile(join(directory, 'charm.js'), `(function(require,module,exports){${body}\n})`)
  return directory
}

async function dispatch(directory: string): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [join(directory, 'dispatch.cjs')])
  return stdout
}

test('the first hook keeps the code of what it called, and later ones run by it', async () => {
  const directory = await deployed('console.log("first")')
  expect(await dispatch(directory)).toBe('first\n')
  const kept = await readFile(join(directory, code))
  // Another text of the same length passes for the one that the code was made of. So the name of a bundle says what is in it.
  await writeFile(join(directory, 'charm.js'), '(function(require,module,exports){console.log("other")\n})')
  expect(await dispatch(directory)).toBe('first\n')
  expect(await readFile(join(directory, code))).toEqual(kept)
  expect((await readdir(directory)).sort()).toEqual([code, 'charm.js', 'dispatch.cjs'].sort())
})

test('a bundle can import what it needs later', async () => {
  const directory = await deployed('import("node:path").then(({ sep }) => console.log(sep))')
  expect([await dispatch(directory), await dispatch(directory)]).toEqual(['/\n', '/\n'])
})

test('kept code that V8 refuses is made again', async () => {
  const directory = await deployed('console.log("done")')
  await writeFile(join(directory, code), 'half')
  expect(await dispatch(directory)).toBe('done\n')
  expect((await readFile(join(directory, code))).length).toBeGreaterThan(100)
})

test('a hook that fails keeps nothing', async () => {
  const directory = await deployed('process.exitCode = 1')
  await expect(dispatch(directory)).rejects.toHaveProperty('code', 1)
  expect((await readdir(directory)).sort()).toEqual(['charm.js', 'dispatch.cjs'])
})
