// Proves that what `pnpm new-interface` writes passes every check untouched, in a copy of the repository: `pnpm prove` here.
import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../../..')
const schema = 'packages/contract/test/fixtures/pydantic/side.json'
const packages = ['scratch-fresh', 'scratch-peers', 'scratch_imported', 'scratch_members'].map(
  (name) => `packages/interface-${name}`,
)
const projects = [...packages, 'tooling/tidy', 'tooling/wire', 'tooling/generate', 'tooling/docs']

const commands: readonly (readonly string[])[] = [
  ['pnpm', 'install', '--frozen-lockfile', '--prefer-offline'],
  ['pnpm', 'new-interface', 'scratch-fresh'],
  ['pnpm', 'new-interface', 'scratch-peers', '--peers'],
  ['pnpm', 'new-interface', 'scratch_imported', '--from', schema],
  ['pnpm', 'new-interface', 'scratch_members', '--peers', '--from', schema],
  ['prettier', '--check', ...packages, '.changeset', 'packages/README.md', 'tooling/docs/package.json'],
  ['eslint', ...packages.flatMap((folder) => [`${folder}/src`, `${folder}/test`])],
  ['sherif'],
  ['knip', ...packages.flatMap((folder) => ['--workspace', folder])],
  ...packages.map((folder) => ['tsc', '--project', folder]),
  ['vitest', 'run', '--reporter=dot', ...projects.flatMap((project) => ['--project', project])],
]

const copy = mkdtempSync(join(tmpdir(), 'interlayer-new-interface-'))
try {
  for (const path of tracked()) cpSync(join(root, path), join(copy, path))
  for (const command of commands) if (!run(command)) process.exitCode = 1
} finally {
  rmSync(copy, { recursive: true })
}

/** Also what is not committed yet; what is deleted is left out. */
function tracked(): readonly string[] {
  const list = (...args: readonly string[]): readonly string[] =>
    execFileSync('git', ['ls-files', '-z', ...args], { cwd: root, encoding: 'utf8' }).split('\0')
  const deleted = new Set(list('--deleted'))
  return list('--cached', '--others', '--exclude-standard').filter((path) => path !== '' && !deleted.has(path))
}

function run([program = '', ...args]: readonly string[]): boolean {
  const [command, before] = program === 'pnpm' ? ['npx', ['--yes', 'pnpm@12.21.0']] : [program, []]
  const path = `${join(copy, 'node_modules/.bin')}:${process.env['PATH'] ?? ''}`
  console.log(`\n$ ${[program, ...args].join(' ')}`)
  const { status } = spawnSync(command, [...before, ...args], {
    cwd: copy,
    stdio: 'inherit',
    env: { ...process.env, PATH: path },
  })
  return status === 0
}
