import { execFile, type ExecFileOptions } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { temporaryDirectory } from '../support/charm-project.ts'

const launcher = readFileSync(new URL('../../launcher/dispatch.cjs', import.meta.url), 'utf8')
const code = `charm-${process.version}-${process.arch}.code`
/** Says what it has been packed as. */
const bundle = (body: string): string =>
  `(function(require,module,exports,__filename,__dirname){exports.run=()=>{${body}}\n})`

/** A directory with the launcher and a bundle whose `run` has this body. Everybody may read it. */
function launched(body: string): string {
  const directory = temporaryDirectory()
  writeFileSync(join(directory, 'dispatch.cjs'), launcher.replace('BUNDLE', 'charm'))
  writeFileSync(join(directory, 'charm.js'), bundle(body))
  chmodSync(directory, 0o755)
  return directory
}

interface Start extends ExecFileOptions {
  readonly options?: readonly string[]
  readonly args?: readonly string[]
}

async function dispatch(directory: string, { options = [], args = [], ...start }: Start = {}): Promise<string> {
  const command = [...options, join(directory, 'dispatch.cjs'), ...args]
  const { stdout } = await promisify(execFile)(process.execPath, command, { ...start, encoding: 'utf8' })
  return stdout
}

const kept = (directory: string): Buffer => readFileSync(join(directory, code))
const replace = (directory: string, body: string): void => writeFileSync(join(directory, 'charm.js'), bundle(body))

test('the first hook keeps the code of what it called, and later ones run by it', async () => {
  const directory = launched('console.log("first")')
  expect(await dispatch(directory)).toBe('first\n')
  const before = kept(directory)
  // Another text of the same length passes for the one that the code was made of: this tells which of them ran.
  replace(directory, 'console.log("other")')
  expect(await dispatch(directory)).toBe('first\n')
  expect(kept(directory)).toEqual(before)
  expect(readdirSync(directory).sort()).toEqual([code, 'charm.js', 'dispatch.cjs'].sort())
})

test('a hook of another name adds what it called', async () => {
  const directory = launched('if (process.argv[2]) (() => console.log("a function that only this one calls"))()')
  await dispatch(directory, { env: { JUJU_DISPATCH_PATH: 'hooks/install' } })
  const sizes = [kept(directory).length]
  for (const args of [['status'], ['status'], []]) {
    await dispatch(directory, { args, env: { JUJU_DISPATCH_PATH: 'hooks/install' } })
    sizes.push(kept(directory).length)
  }
  const [first = 0, second = 0] = sizes
  expect(second).toBeGreaterThan(first)
  expect(sizes).toEqual([first, second, second, second])
})

test('a handler that did not run before adds what it called', async () => {
  const handler = '(() => console.log("a function that only this handler calls"))(); exports.ran = ["greet"]'
  const directory = launched(`if (process.env.DATA) { ${handler} }`)
  const sizes: number[] = []
  for (const DATA of ['', 'here', 'here', '']) {
    await dispatch(directory, { env: { JUJU_DISPATCH_PATH: 'hooks/website-relation-changed', DATA } })
    sizes.push(kept(directory).length)
  }
  const [first = 0, second = 0] = sizes
  expect(second).toBeGreaterThan(first)
  expect(sizes).toEqual([first, second, second, second])
})

test('a bundle can import what it needs later, and name files beside it', async () => {
  const directory = launched('import("node:path").then(({ basename }) => console.log(basename(__filename), __dirname))')
  const said = `charm.js ${directory}\n`
  expect([await dispatch(directory), await dispatch(directory)]).toEqual([said, said])
})

test('a hook that fails keeps nothing', async () => {
  const directory = launched('process.exitCode = 1')
  await expect(dispatch(directory)).rejects.toHaveProperty('code', 1)
  expect(readdirSync(directory).sort()).toEqual(['charm.js', 'dispatch.cjs'])
})

test.each([
  ['cut short', (whole: Buffer) => whole.subarray(0, whole.length / 3)],
  ['cut in the middle', (whole: Buffer) => whole.subarray(0, whole.length / 2)],
  ['empty', () => Buffer.of()],
  ['only zeros', (whole: Buffer) => Buffer.alloc(whole.length)],
  ['without its end', (whole: Buffer) => Buffer.concat([whole.subarray(0, whole.length - 64), Buffer.alloc(64)])],
  [
    'of one wrong bit',
    (whole: Buffer) => Buffer.from(whole.map((byte, at) => (at === whole.length >> 2 ? byte ^ 1 : byte))),
  ],
])('kept code that is %s is not run, but made again', async (_, spoil) => {
  const directory = launched('console.log("first")')
  await dispatch(directory)
  const whole = kept(directory)
  writeFileSync(join(directory, code), spoil(whole))
  replace(directory, 'console.log("other")')
  expect(await dispatch(directory)).toBe('other\n')
  expect(kept(directory)).toHaveLength(whole.length)
})

test('V8 refuses code that was made with other options of Node', async () => {
  const directory = launched('console.log("first")')
  await dispatch(directory, { options: ['--stack-size=800'] })
  replace(directory, 'console.log("other")')
  expect(await dispatch(directory)).toBe('other\n')
})

/** Whether this user may become another, and that one. */
const isRoot = process.getuid?.() === 0
const nobody = 65_534

/** Options by which Node becomes another user before it runs the launcher, where it can. */
function asNobody(): readonly string[] {
  const script = join(temporaryDirectory(), 'nobody.cjs')
  writeFileSync(script, isRoot ? `process.setgid(${nobody}); process.setuid(${nobody})` : '')
  return ['--require', script]
}

test('code that another could have written is not run', async () => {
  const directory = launched('console.log("first")')
  await dispatch(directory)
  chmodSync(join(directory, code), 0o666)
  replace(directory, 'console.log("other")')
  expect(await dispatch(directory)).toBe('other\n')
})

test('code of another user is not run, nor what a link leads to', async () => {
  const directory = launched('console.log("first")')
  await dispatch(directory)
  mkdirSync(join(directory, 'elsewhere'))
  const moved = join(directory, 'elsewhere', code)
  renameSync(join(directory, code), moved)
  symlinkSync(moved, join(directory, code))
  replace(directory, 'console.log("other")')
  expect(await dispatch(directory)).toBe('other\n')
  if (isRoot) chownSync(join(directory, code), nobody, nobody)
  else chmodSync(join(directory, code), 0o622)
  replace(directory, 'console.log("third")')
  expect(await dispatch(directory)).toBe('third\n')
})

test('where nothing can be written, each hook compiles', async () => {
  const directory = launched('console.log("first")')
  chmodSync(directory, 0o555)
  const options = asNobody()
  expect([await dispatch(directory, { options }), await dispatch(directory, { options })]).toEqual([
    'first\n',
    'first\n',
  ])
  expect(readdirSync(directory).sort()).toEqual(['charm.js', 'dispatch.cjs'])
})

test('another user runs no code of root, and keeps none where root would find it', async () => {
  const directory = launched('console.log("first")')
  await dispatch(directory)
  const before = kept(directory)
  replace(directory, 'console.log("other")')
  expect(await dispatch(directory, { options: asNobody() })).toBe(isRoot ? 'other\n' : 'first\n')
  expect(kept(directory)).toEqual(before)
})

test('many at once leave one whole file, and nothing of other bundles or of who was killed', async () => {
  const directory = launched('console.log("first")')
  const left = ['charm-of-before-v22.0.0-x64.code', `${code}.1`]
  for (const name of left) writeFileSync(join(directory, name), '')
  const said = await Promise.all(Array.from({ length: 8 }, () => dispatch(directory)))
  await dispatch(directory)
  expect(said).toEqual(Array<string>(8).fill('first\n'))
  expect(readdirSync(directory).sort()).toEqual([code, 'charm.js', 'dispatch.cjs'].sort())
  replace(directory, 'console.log("other")')
  expect(await dispatch(directory)).toBe('first\n')
})

test('an old Node says that it is too old', async () => {
  const directory = launched('console.log("first")')
  const old = join(directory, 'old.cjs')
  writeFileSync(old, 'Object.defineProperty(process, "versions", { value: { node: "18.19.1" } })')
  await expect(dispatch(directory, { options: ['--require', old] })).rejects.toMatchObject({
    code: 1,
    stderr: `This charm needs Node 22.18 or later and was started by ${process.version}: install one, or pack it with --node.\n`,
  })
})
