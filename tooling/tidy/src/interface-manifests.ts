import { changelog, originOf } from './published-manifests.ts'
import { matching, type Rule } from './repository.ts'

/** What a manifest follows from. */
export interface Interface {
  /** As Juju spells it. */
  readonly name: string
  /** Of its newest wire: one sentence. */
  readonly summary: string
}

type Manifest = Readonly<Record<string, unknown>>

/** What package.json of an interface package says is derived, but for versions, dependencies and further keywords. */
export const interfaceManifests: Rule = (files) =>
  matching(files, /^packages\/interface-([^/]+)\/package\.json$/).flatMap(({ path, text, groups: [name = ''] }) => {
    const contract = files.get(`packages/interface-${name}/wire.json`)
    if (contract === undefined) return [`packages/interface-${name}/wire.json is missing: run pnpm wire.`]
    // eslint-disable-next-line @typescript-eslint/no-unsafe-assignment -- pnpm has checked its shape
    const manifest: Manifest = JSON.parse(text)
    return [
      ...Object.entries(derivedManifest({ name, summary: summaryIn(contract) })).flatMap(([key, value]) =>
        same(manifest[key], value) ? [] : [problem(path, key, value)],
      ),
      ...keywordProblems(path, manifest['keywords'], name),
    ]
  })

/** The derived members of package.json, in their order. */
export function derivedManifest({ name, summary }: Interface): Manifest {
  const folder = `packages/interface-${name}`
  const built = (entry: string): object => ({ types: `./dist/${entry}.d.ts`, default: `./dist/${entry}.js` })
  const source = (entry: string): object => ({ '@interlayer/source': `./src/${entry}.ts`, ...built(entry) })
  const schemas = { './schemas/*': './schemas/*' }
  const files = { './wire.json': './wire.json', ...schemas, './package.json': './package.json' }
  return {
    name: `@interlayer/interface-${name}`,
    description: `The Juju interface ${name}. ${summary}`,
    ...originOf(folder),
    type: 'module',
    sideEffects: false,
    engines: { node: '>=22.18.0' },
    exports: { '.': source('index'), './testing': source('testing'), ...files },
    files: [changelog, 'dist', 'schemas', 'wire.json', '!dist/*.tgz'],
    publishConfig: {
      access: 'public',
      exports: { '.': built('index'), './testing': built('testing'), ...files },
    },
    scripts: {
      build: 'tsdown',
      typecheck: 'tsc',
      lint: 'eslint src test',
      test: `vitest run --root ../.. --project ${folder}`,
      'check:package':
        'pnpm pack --out dist/package.tgz && publint dist/package.tgz --strict && attw dist/package.tgz --profile esm-only --quiet',
    },
    peerDependencies: { '@interlayer/runtime': '0.x' },
  }
}

/** The first keywords; what people look for stands after them. */
export function keywordsOf(name: string): readonly string[] {
  return ['juju', 'charm', 'interface', name]
}

function keywordProblems(path: string, keywords: unknown, name: string): readonly string[] {
  const needed = keywordsOf(name)
  const given: readonly unknown[] = Array.isArray(keywords) ? keywords : []
  return same(given.slice(0, needed.length), needed) ? [] : [problem(path, 'keywords', [...needed, '…'])]
}

function problem(path: string, key: string, value: unknown): string {
  return `${path} has another "${key}" than follows from its definition: write "${key}": ${JSON.stringify(value)}.`
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

function summaryIn(text: string): string {
  // eslint-disable-next-line @typescript-eslint/no-unsafe-assignment -- `pnpm wire` writes it
  const contract: { readonly generations: readonly { readonly summary: string }[] } = JSON.parse(text)
  return contract.generations[0]?.summary ?? ''
}
