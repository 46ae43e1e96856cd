import { matching, type Files, type Rule } from './repository.ts'

type Versions = Readonly<Record<string, string>>

interface Manifest {
  readonly dependencies?: Versions
  readonly peerDependencies?: Versions
  readonly devDependencies?: Versions
  readonly optionalDependencies?: Versions
}

/** Who depends on the work of others says why: to its users in its README, to those who work on it in CONTRIBUTING.md. */
export const explainedDependencies: Rule = (files) =>
  matching(files, /^(?:(.*)\/)?package\.json$/).flatMap(({ path, text, groups: [folder] }) => {
    // eslint-disable-next-line @typescript-eslint/no-unsafe-assignment -- pnpm has checked its shape
    const { dependencies, peerDependencies, devDependencies, optionalDependencies }: Manifest = JSON.parse(text)
    const [forAll, forUsers] = ['CONTRIBUTING.md', folder === undefined ? 'CONTRIBUTING.md' : `${folder}/README.md`]
    const isPublished = folder?.startsWith('packages/') === true
    const shipped = foreign({ ...dependencies, ...peerDependencies })
    const others = foreign({ ...devDependencies, ...optionalDependencies })
    const inPublic = isPublished ? [forUsers] : [forUsers, forAll]
    return [
      ...shipped.filter((name) => !isExplained(files, name, inPublic)).map((name) => problem(path, name, inPublic)),
      ...others
        .filter((name) => !isExplained(files, name, [forUsers, forAll]))
        .map((name) => problem(path, name, [forAll])),
    ]
  })

function foreign(versions: Versions): readonly string[] {
  return Object.keys(versions).filter((name) => !name.startsWith('@interlayer/'))
}

function isExplained(files: Files, name: string, documents: readonly string[]): boolean {
  return documents.some((path) => {
    const text = files.get(path) ?? ''
    return text.includes(`\`${name}\``) || text.includes(`[${name}]`)
  })
}

function problem(path: string, name: string, documents: readonly string[]): string {
  return `${path} depends on ${name}, and nothing says why: name it as \`${name}\` in ${documents.join(' or ')}.`
}
