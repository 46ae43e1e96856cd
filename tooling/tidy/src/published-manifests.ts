import { matching, type Rule } from './repository.ts'

const home = 'https://github.com/interlayer/interlayer'
const repository = { type: 'git', url: `git+${home}.git` } as const

/** Package managers take the readme and the licence along by themselves, and this only where it is named. */
export const changelog = 'CHANGELOG.md'

type Members = Readonly<Record<string, unknown>>

/** What package.json of a published package says of where it comes from follows from its folder; and its changelog is packed. */
export const publishedManifests: Rule = (files) =>
  matching(files, /^(?:(packages\/[^/]+)\/)?package\.json$/).flatMap(({ path, text, groups: [folder] }) => {
    // eslint-disable-next-line @typescript-eslint/no-unsafe-assignment -- pnpm has checked its shape
    const manifest: Members = JSON.parse(text)
    if (folder === undefined) return originProblems(path, manifest, { repository })
    return manifest['private'] === true
      ? []
      : [...originProblems(path, manifest, originOf(folder)), ...changelogProblems(path, manifest['files'])]
  })

/** The members of package.json that say where a package comes from, in their order. */
export function originOf(folder: string): Members {
  return {
    homepage: `${home}/tree/main/${folder}#readme`,
    bugs: `${home}/issues`,
    license: 'Apache-2.0',
    repository: { ...repository, directory: folder },
  }
}

function originProblems(path: string, manifest: Members, origin: Members): readonly string[] {
  return Object.entries(origin).flatMap(([key, value]) =>
    JSON.stringify(manifest[key]) === JSON.stringify(value)
      ? []
      : [`${path} does not say where it comes from: write "${key}": ${JSON.stringify(value)}.`],
  )
}

function changelogProblems(path: string, packed: unknown): readonly string[] {
  if (Array.isArray(packed) && packed.includes(changelog)) return []
  return [`${path} leaves its changelog out: add "${changelog}" to "files".`]
}
