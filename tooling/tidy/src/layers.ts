import { readImports } from './imports.ts'
import { matching, type Rule } from './repository.ts'

interface Uses {
  readonly name: RegExp
  /** Packages of this repository that it may depend on. */
  readonly uses: readonly string[]
  /** What its tests may use beside those. */
  readonly testsUse: readonly string[]
}

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
}

const packages: readonly Uses[] = [
  { name: /^runtime$/, uses: [], testsUse: [] },
  { name: /^simulator$/, uses: ['runtime'], testsUse: [] },
  { name: /^contract$/, uses: ['runtime'], testsUse: [] },
  {
    name: /^cli$/,
    uses: ['runtime', 'simulator', 'contract'],
    testsUse: [
      ...['http', 'mysql', 'juju-info', 'mysql_client', 'tls-certificates'].map((name) => `interface-${name}`),
      'python',
    ],
  },
  { name: /^testing$/, uses: ['runtime', 'simulator', 'contract'], testsUse: [] },
  { name: /^data-interfaces$/, uses: ['runtime'], testsUse: ['simulator', 'originals'] },
  { name: /^interface-/, uses: ['runtime', 'data-interfaces'], testsUse: ['simulator', 'testing', 'originals'] },
]
const sharedConfigurations = ['tsconfig', 'tsdown-config']

/** The runtime from the bottom up: a file imports from its own layer and those below it. A folder ends in a slash. */
const runtimeLayers: readonly (readonly string[])[] = [
  // Values that know nothing of Juju, and the port as types.
  ['values/', 'adapter/hook-tools.ts', 'adapter/report.ts'],
  ['fields/'],
  // What an interface says, and databags read and written by it.
  ['definitions/', 'checks/definition.ts', 'secrets/secret-bag.ts'],
  // What one hook sees, and what it will write.
  [
    'transaction/',
    'secrets/reading.ts',
    'secrets/ending.ts',
    'secrets/changes.ts',
    'secrets/private-secrets.ts',
    'secrets/private-reading.ts',
    'secrets/secret-limits.ts',
    'wires/side-wires.ts',
    'wires/signs.ts',
    'wires/spoken.ts',
  ],
  ['relations/', 'secrets/databag-secret.ts'],
  // What a charm says.
  ['charm/', 'checks/charm.ts', 'actions/action.ts'],
  // The life of one hook.
  [
    'hook/',
    'secrets/commit.ts',
    'secrets/private-commit.ts',
    'secrets/charm-secrets.ts',
    'wires/settle.ts',
    'actions/reading.ts',
  ],
  ['adapter/', 'index.ts'],
  ['process/'],
]
const runtime = 'packages/runtime/src/'

/** Whose sources also run where there is no Node. */
const portable = /^packages\/(?:runtime\/src\/(?!process\/)|(?:data-interfaces|interface-[^/]+)\/src\/)/

/** Packages depend on each other in one direction, and so do the layers of the runtime. */
export const layers: Rule = (files) => [
  ...matching(files, /^packages\/([^/]+)\/package\.json$/).flatMap(({ path, text, groups: [name = ''] }) => {
    // eslint-disable-next-line @typescript-eslint/no-unsafe-assignment -- pnpm has checked its shape
    const manifest: Manifest = JSON.parse(text)
    return packageProblems(path, name, manifest)
  }),
  ...[...readImports(files)].flatMap(([path, targets]) => [
    ...nodeProblems(path, targets),
    ...layerProblems(path, targets),
  ]),
]

function packageProblems(path: string, name: string, manifest: Manifest): readonly string[] {
  const allowed = packages.find((entry) => entry.name.test(name))
  if (allowed === undefined) return [`${path} is of a package that tooling/tidy/src/layers.ts does not know: add it.`]
  const forUsers = ownPackages({ ...manifest.dependencies, ...manifest.peerDependencies })
  const forTests = ownPackages(manifest.devDependencies).filter((used) => !sharedConfigurations.includes(used))
  return [
    ...forUsers.filter((used) => !allowed.uses.includes(used)),
    ...forTests.filter((used) => ![...allowed.uses, ...allowed.testsUse].includes(used)),
  ].map((used) => `${path} depends on ${used}, which ${name} may not use: share through a package below both.`)
}

function ownPackages(dependencies: Readonly<Record<string, string>> = {}): readonly string[] {
  return Object.keys(dependencies).flatMap((name) => /^@interlayer\/(.*)/.exec(name)?.[1] ?? [])
}

function nodeProblems(path: string, targets: readonly string[]): readonly string[] {
  return targets
    .filter((target) => portable.test(path) && target.startsWith('node:'))
    .map((target) => `${path} imports ${target}: reach outside through HookTools, or move it to an adapter.`)
}

function layerProblems(path: string, targets: readonly string[]): readonly string[] {
  if (!path.startsWith(runtime)) return []
  const layer = layerOf(path)
  if (layer === -1) return [`${path} is in no layer: add it to the table in tooling/tidy/src/layers.ts.`]
  return targets
    .filter((target) => layerOf(target) > layer)
    .map(
      (target) =>
        `${path} imports ${target}, which is in a higher layer: turn the import round, or move what both need down.`,
    )
}

function layerOf(path: string): number {
  const file = path.slice(runtime.length)
  return runtimeLayers.findIndex((names) =>
    names.some((name) => (name.endsWith('/') ? file.startsWith(name) : file === name)),
  )
}
