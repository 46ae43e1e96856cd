import { matching, type Files, type Rule } from './repository.ts'

const required = (name: string) => [
  'README.md',
  'package.json',
  'tsconfig.json',
  'tsdown.config.ts',
  'src/index.ts',
  'src/definition.ts',
  'src/testing.ts',
  `test/${name}.test.ts`,
  `test/${name}.test-d.ts`,
]
const sides = ['src/provider.ts', 'src/requirer.ts', 'src/peer.ts']
/** A wire may have files of its own, such as its definition and sides; originals in Python are asked by tests of their own. */
const optional =
  /^(?:CHANGELOG\.md|wire\.json|wire\/history\/.+\.json|schemas\/wire-\d+\/.+\.json|src\/wire-\d+\/[a-z-]+\.ts|test\/[^/]+\.(?:test|originals)\.ts|test\/support\/.+\.ts|test\/fixtures\/.+\.json|test\/scale\/.+\.ts)$/

/** Interface packages all look alike: who knows one finds everything in the next. */
export const interfaceFiles: Rule = (files) =>
  [...groupByInterface(files)].flatMap(([name, paths]) => {
    const folder = `packages/interface-${name}`
    const known = [...required(name), ...sides]
    return [
      ...required(name)
        .filter((path) => !paths.includes(path))
        .map((path) => `${folder}/${path} is missing: every interface package has it.`),
      ...(sides.some((path) => paths.includes(path))
        ? []
        : [`${folder} has no side: write one of ${sides.join(', ')}.`]),
      ...paths
        .filter((path) => !known.includes(path) && !optional.test(path))
        .map((path) => `${folder}/${path} has no place in an interface package: move it into one of its files.`),
    ]
  })

function groupByInterface(files: Files): ReadonlyMap<string, readonly string[]> {
  const found = matching(files, /^packages\/interface-([^/]+)\/(.+)$/)
  return new Map(
    found.map(({ groups: [name = ''] }) => [
      name,
      found.flatMap(({ groups: [other, path = ''] }) => (other === name ? [path] : [])),
    ]),
  )
}
