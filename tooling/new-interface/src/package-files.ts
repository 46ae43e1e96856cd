import { derivedManifest, keywordsOf } from '@interlayer/tidy/interface-manifests'
import type { Sketch, SketchFiles } from './sketch.ts'

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
    ...Object.fromEntries(files.sides.map(({ path, source }) => [path, source])),
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

First release: every side of \`${name}\`.

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

function index({ name, constant, files: { index: example, sides } }: Sketch): string {
  const lines = [
    `The Juju interface \`${name}\`.`,
    '',
    '```ts',
    ...example.trim().split('\n'),
    '```',
    '@packageDocumentation',
  ]
  const classes = sides.map(
    ({ path, className, exports = [] }) =>
      `export { ${[className, ...exports].join(', ')} } from '${path.replace('src/', './')}'`,
  )
  return `/**
${lines.map((line) => ` * ${line}`.trimEnd()).join('\n')}
 */
export { ${constant} } from './definition.ts'
${classes.join('\n')}
`
}

function tests({ files: { sides } }: Sketch): string {
  const all = sides.map(({ className, act }) => `side(${[className, ...(act === undefined ? [] : [act])].join(', ')})`)
  return `import { side, testInterface } from '@interlayer/testing'
import { ${classesOf(sides)} } from '../src/index.ts'
import { partners } from '../src/testing.ts'

testInterface({ sides: [${all.join(', ')}], partners })
`
}

function typeTests({ files: { types, sides } }: Sketch): string {
  return `import { defineCharm } from '@interlayer/runtime'
import { expectTypeOf, test } from 'vitest'
import { ${classesOf(sides)} } from '../src/index.ts'

${types}
`
}

function classesOf(sides: SketchFiles['sides']): string {
  return sides.map(({ className }) => className).join(', ')
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

function readme({ name, summary, usesValibot, files: { examples } }: Sketch): string {
  const generated = blocks.map(
    (block) => `## ${headings[block]}\n\n<!-- ${block}: pnpm docs:generate -->\n<!-- end of ${block} -->\n`,
  )
  const valibot = usesValibot ? ' `valibot` checks the values that have a shape of their own.' : ''
  const shown = examples.map(
    ({ heading, source }, place) =>
      `## ${heading}\n\n\`\`\`${place === 0 ? 'ts' : 'ts continues'}\n${source.trim()}\n\`\`\`\n`,
  )
  return `# @interlayer/interface-${name}

The Juju interface \`${name}\`. ${summary}

\`\`\`sh
npm install @interlayer/interface-${name} @interlayer/runtime
\`\`\`

The runtime is a peer, so that a charm has it once.${valibot}

${[...shown, ...generated].join('\n')}`
}
