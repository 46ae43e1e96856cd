import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { run, type Command, type Surroundings } from './command.ts'
import type { NodeVersion } from './node-versions.ts'
import { root } from './workspace.ts'

/** How a package manager does what a user asks of it. */
export interface PackageManager {
  readonly name: string
  readonly add: readonly [string, ...string[]]
  readonly addForDevelopment: readonly [string, ...string[]]
  /** Runs a command that a package brings. */
  readonly execute: readonly [string, ...string[]]
}

const npmInstall = ['npm', 'install', '--no-audit', '--no-fund', '--prefer-online'] as const

/** What people install by. */
export const packageManagers: readonly PackageManager[] = [
  { name: 'npm', add: npmInstall, addForDevelopment: [...npmInstall, '--save-dev'], execute: ['npx', '--no', '--'] },
  {
    name: 'pnpm',
    add: ['pnpm', 'add'],
    addForDevelopment: ['pnpm', 'add', '--save-dev'],
    execute: ['pnpm', 'exec'],
  },
]

/** What a charm is made with, and what its author works with. */
const packages = ['@interlayer/interface-http', '@interlayer/runtime', '@interlayer/cli']
const tools = ['@interlayer/simulator']

/** What the compiler checks: our declarations as strictly as the charm. */
const compilerOptions = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  verbatimModuleSyntax: true,
  erasableSyntaxOnly: true,
  allowImportingTsExtensions: true,
  skipLibCheck: false,
  module: 'nodenext',
  target: 'es2023',
  types: ['node'],
  noEmit: true,
}

/** A charm's project as its author starts it, outside of every workspace; our packages come from one registry, others from the usual one. */
export async function startProject(manager: PackageManager, url: string, surroundings: Surroundings): Promise<void> {
  const { directory } = surroundings
  mkdirSync(directory)
  const write = (name: string, text: string): void => writeFileSync(join(directory, name), `${text}\n`)
  write('package.json', JSON.stringify({ name: 'wiki', private: true, type: 'module' }))
  write('.npmrc', `@interlayer:registry=${url}`)
  write('tsconfig.json', JSON.stringify({ compilerOptions }))
  cpSync(join(import.meta.dirname, 'project'), directory, { recursive: true })
  await run({ line: [...manager.add, ...packages] }, surroundings)
  const compiler = [`typescript@${versionOf('typescript-7')}`, `@types/node@${versionOf('@types/node')}`]
  await run({ line: [...manager.addForDevelopment, ...tools, ...compiler] }, surroundings)
}

/** Checks the types of the charm. */
export async function checkTypes(manager: PackageManager, surroundings: Surroundings): Promise<void> {
  await run({ line: [...manager.execute, 'tsc'] }, surroundings)
}

/** Runs the charm in the simulator, and the command line, on one Node. */
export async function runCharm(manager: PackageManager, node: NodeVersion, surroundings: Surroundings): Promise<void> {
  const here = { ...surroundings, env: node.env }
  const found = (await run({ line: ['node', '--version'] }, here)).trim()
  if (found !== `v${node.version}`) throw new Error(`Node ${node.version} was to run the charm, and ${found} did.`)
  await run({ line: ['node', '--test', 'charm.test.ts'] }, here)
  await run({ line: [...manager.execute, 'interlayer', '--help'] }, here)
  await run(decode(manager), here)
}

/** A databag that is well, of an interface whose package the project has installed: the command has to find it. */
function decode({ execute }: PackageManager): Command {
  const databag = ['--interface', 'http', '--side', 'provides', '--bag', 'unit']
  return { line: [...execute, 'interlayer', 'decode', ...databag], input: '{"port":"80","hostname":"10.0.0.1"}' }
}

/** The version of a tool that this repository works with. */
function versionOf(name: string): string {
  // eslint-disable-next-line @typescript-eslint/no-unsafe-assignment -- pnpm has installed it
  const { version }: { readonly version: string } = JSON.parse(
    readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8'),
  )
  return version
}
