import { posix } from 'node:path'
import type { Tarball } from './tarball.ts'

/** What keeps a package from being published: one line for each problem, with the cure. */
export function tarballProblems(tarball: Tarball): readonly string[] {
  const { name, version } = tarball.manifest
  return rules.flatMap((rule) => rule(tarball)).map((problem) => `${name}@${version} ${problem}`)
}

type Rule = (tarball: Tarball) => readonly string[]

const builtFiles: Rule = ({ manifest, files }) =>
  [...new Set(pathsIn([manifest.exports, manifest.bin]))]
    .filter((path) => ![...files.keys()].some((file) => posix.matchesGlob(file, path.replace('*', '**'))))
    .map((path) => `offers ${path} and does not hold it: build before packing (pnpm release does).`)

const kinds = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'] as const
/** Ranges that mean something in this repository alone. */
const inner = /^(?:workspace|catalog|link|file|portal):/

const publicRanges: Rule = ({ manifest }) =>
  kinds.flatMap((kind) =>
    Object.entries(manifest[kind] ?? {})
      .filter(([, range]) => inner.test(range))
      .map(([name, range]) => `has "${range}" for ${name} in ${kind}: pack it with pnpm, which writes versions there.`),
  )

const required = ['package.json', 'README.md', 'LICENSE', 'CHANGELOG.md']
const expected =
  /^(?:package\.json|README\.md|LICENSE|CHANGELOG\.md|wire\.json|schemas\/.+\.json|launcher\/dispatch\.cjs|dist\/.+\.(?:c?js|d\.ts|c?js\.map))$/

const expectedFiles: Rule = ({ files }) => [
  ...required.filter((path) => !files.has(path)).map((path) => `has no ${path}: every package has one.`),
  ...[...files.keys()]
    .filter((path) => !expected.test(path))
    .map(
      (path) =>
        `holds ${path}, which has no place in a package: see "files" of its package.json, or tooling/release/src/tarball-rules.ts.`,
    ),
]

const selfContainedMaps: Rule = ({ files }) =>
  [...files].flatMap(([path, text]) => {
    if (/\.c?js\.map$/.test(path)) return mapProblems(path, text)
    const map = /^\/\/# sourceMappingURL=(?!data:)(.+)$/m.exec(/\.c?js$/.test(path) ? text : '')?.[1]
    if (map === undefined || files.has(posix.join(posix.dirname(path), map))) return []
    return [`holds ${path}, whose source map ${map} is missing: pack it too.`]
  })

/** What no source that is published here has a reason to say. */
const secrets: readonly (readonly [kind: string, pattern: RegExp])[] = [
  ['a private key', /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----\\?[rn]?\s*(?:\\n)?[\w+/]{20}/],
  ['a token of npm', /\bnpm_[A-Za-z0-9]{36}\b|_authToken=[\w-]/],
  ['a token of GitHub', /\b(?:gh[opsur]|github_pat)_\w{22,}/],
  ['a key of AWS', /\bAKIA[0-9A-Z]{16}\b/],
  ['a folder of somebody', /(?:^|["'\s=])(?:\/home\/|\/root\/|\/Users\/|[A-Z]:\\Users\\)\w/m],
]

const nothingSecret: Rule = ({ files }) =>
  [...files].flatMap(([path, text]) =>
    secrets
      .filter(([, pattern]) => pattern.test(text))
      .map(([kind]) => `has in ${path} what looks like ${kind}: take it out, and out of the history.`),
  )

const rules: readonly Rule[] = [builtFiles, publicRanges, expectedFiles, selfContainedMaps, nothingSecret]

interface SourceMap {
  readonly sources: readonly string[]
  readonly sourcesContent?: readonly (string | null)[]
}

function mapProblems(path: string, text: string): readonly string[] {
  // eslint-disable-next-line @typescript-eslint/no-unsafe-assignment -- the bundler has written it
  const { sources, sourcesContent = [] }: SourceMap = JSON.parse(text)
  return sources
    .filter((_, index) => typeof sourcesContent[index] !== 'string')
    .map((source) => `has ${path} without the text of ${source}: debuggers find nothing there; build with it.`)
}

/** Every path that a member of package.json names, as it stands in the tarball. */
function pathsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [posix.normalize(value)]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(pathsIn)
}
