import { derivedManifest, keywordsOf } from '@interlayer/tidy/interface-manifests'
import type { Sketch } from './sketch.ts'

/** The files of a package that begins, by their path in it; all but `src/testing.ts` and `wire.json`, which follow from the definition. */
export function packageFiles(sketch: Sketch): Readonly<Record<string, string>> {
  const { name, files } = sketch
  return {
    'README.md': readme(sketch),
    'package.json': JSON.stringify(manifest(sketch)),
    'tsconfig.json': JSON.stringify({ extends: '@interlayer/tsconfig/interface.json', include: ['src', 'test'] }),
    'tsdown.config.ts': `export { default } from '@interlayer/tsdown-config'\n`,
    'src/index.ts': index(sketch),
    'src/definition.ts': files['src/definition.ts'],
    'src/provider.ts': files['src/provider.ts'],
    'src/requirer.ts': files['src/requirer.ts'],
    [`test/${name}.test.ts`]: tests(sketch),
    [`test/${name}.test-d.ts`]: typeTests(sketch),
  }
}

/** What `src/testing.ts` exports. */
export function testingFile(partners: unknown): string {
  return `/** The other side, for tests of charms: made up from the definition; give texts that others wrote. */
export const partners = ${JSON.stringify(partners)} as const\n`
}

/** What its first release tells its users. */
export function changeset({ name }: Sketch): string {
  return `---
'@interlayer/interface-${name}': minor
---

First release: both sides of \`${name}\`.

Wire: reads and writes 0.
`
}

function manifest({ name, summary, usesValibot }: Sketch): object {
  const { name: packageName, description, peerDependencies, ...rest } = derivedManifest({ name, summary })
  return {
    name: packageName,
    version: '0.0.0',
    description,
    keywords: keywordsOf(name),
    ...rest,
    ...(usesValibot && { dependencies: { valibot: 'catalog:deps' } }),
    peerDependencies,
    devDependencies: {
      '@interlayer/runtime': 'workspace:*',
      '@interlayer/testing': 'workspace:*',
      '@interlayer/tsconfig': 'workspace:*',
      '@interlayer/tsdown-config': 'workspace:*',
      vitest: 'catalog:',
    },
  }
}

function index({ name, prefix, constant, files }: Sketch): string {
  const example = `import { ${prefix}Requirer } from '@interlayer/interface-${name}'
import { defineCharm } from '@interlayer/runtime'

export default defineCharm({ endpoints: { backend: ${prefix}Requirer } })
  ${files.examples.index}`
  const lines = [`The Juju interface \`${name}\`.`, '', '```ts', ...example.split('\n'), '```', '@packageDocumentation']
  const server = files['src/requirer.ts'].includes(`interface ${prefix}Server`) ? `, type ${prefix}Server` : ''
  return `/**
${lines.map((line) => ` * ${line}`.trimEnd()).join('\n')}
 */
export { ${constant} } from './definition.ts'
export { ${prefix}Provider } from './provider.ts'
export { ${prefix}Requirer${server} } from './requirer.ts'
`
}

function tests({ prefix, files: { acts } }: Sketch): string {
  const side = (name: string, act: string): string => `side(${prefix}${name}${act === '' ? '' : `, ${act}`})`
  return `import { side, testInterface } from '@interlayer/testing'
import { ${prefix}Provider, ${prefix}Requirer } from '../src/index.ts'
import { partners } from '../src/testing.ts'

testInterface({ sides: [${side('Provider', acts.provider)}, ${side('Requirer', acts.requirer)}], partners })
`
}

function typeTests({ prefix, files: { types } }: Sketch): string {
  return `import { defineCharm } from '@interlayer/runtime'
import { expectTypeOf, test } from 'vitest'
import { ${prefix}Provider, ${prefix}Requirer } from '../src/index.ts'

${types}
`
}

const blocks = ['questions', 'metadata', 'fields', 'flags', 'methods', 'story', 'speaks with'] as const
const headings: Readonly<Record<(typeof blocks)[number], string>> = {
  questions: 'Six questions',
  metadata: 'Metadata',
  fields: 'Fields',
  flags: 'Flags',
  methods: 'Methods',
  story: 'A story',
  'speaks with': 'Speaks with',
}

function readme({ name, summary, prefix, usesValibot, files: { examples } }: Sketch): string {
  const generated = blocks.map(
    (block) => `## ${headings[block]}\n\n<!-- ${block}: pnpm docs:generate -->\n<!-- end of ${block} -->\n`,
  )
  const valibot = usesValibot ? ' `valibot` checks the values that have a shape of their own.' : ''
  return `# @interlayer/interface-${name}

The Juju interface \`${name}\`. ${summary}

\`\`\`sh
npm install @interlayer/interface-${name} @interlayer/runtime
\`\`\`

The runtime is a peer, so that a charm has it once.${valibot}

## Provide it

\`\`\`ts
import { ${prefix}Provider } from '@interlayer/interface-${name}'
import { defineCharm } from '@interlayer/runtime'

export const service = ${examples.provider}
\`\`\`

## Require it

\`\`\`ts continues
import { ${prefix}Requirer } from '@interlayer/interface-${name}'

export const client = ${examples.requirer}
\`\`\`

## Both together

\`\`\`ts continues
import { Model } from '@interlayer/simulator'

const model = new Model()
model.deploy('service', { charm: service })
model.deploy('client', { charm: client })
const relation = model.relate('service', 'client')
await model.settle()
${examples.both}
\`\`\`

${generated.join('\n')}`
}
