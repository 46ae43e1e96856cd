import { readTarball } from './tarball.ts'
import { tarballProblems } from './tarball-rules.ts'

/** A package as a registry has it. */
export interface PublishedVersion {
  readonly name: string
  /** The newest. */
  readonly version: string
  /** The digest of its tarball. */
  readonly integrity: string
  /** Where its tarball is. */
  readonly tarball: string
}

/** What a registry says of a package: the members that are read here. */
interface Packument {
  readonly 'dist-tags': { readonly latest: string }
  readonly versions: Readonly<
    Record<string, { readonly dist: { readonly integrity: string; readonly tarball: string } }>
  >
}

/** The newest version of each package. */
export async function newestVersions(url: string, names: readonly string[]): Promise<readonly PublishedVersion[]> {
  return Promise.all(
    names.map(async (name) => {
      const response = await get(new URL(encodeURIComponent(name), url))
      // eslint-disable-next-line @typescript-eslint/no-unsafe-assignment -- Verdaccio keeps the protocol of registries
      const { 'dist-tags': tags, versions }: Packument = JSON.parse(await response.text())
      const dist = versions[tags.latest]?.dist
      if (dist === undefined) throw new Error(`The registry has no tarball of ${name}@${tags.latest}.`)
      return { name, version: tags.latest, integrity: dist.integrity, tarball: dist.tarball }
    }),
  )
}

/** What is wrong with the tarballs as whoever installs them gets them. */
export async function publishedProblems(versions: readonly PublishedVersion[]): Promise<readonly string[]> {
  const problems = await Promise.all(
    versions.map(async ({ tarball }) => {
      const response = await get(new URL(tarball))
      return tarballProblems(await readTarball(new Uint8Array(await response.arrayBuffer())))
    }),
  )
  return problems.flat()
}

async function get(url: URL): Promise<Response> {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`${url.href} answered ${response.status}: it was not published.`)
  return response
}
