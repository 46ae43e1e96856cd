import { parseTarGzip } from 'nanotar'

/** What package.json of a published package says that is judged here. */
export interface Manifest {
  readonly name: string
  readonly version: string
  readonly engines: { readonly node: string }
  /** Paths, at any depth. */
  readonly exports: unknown
  readonly bin?: unknown
  readonly dependencies?: Ranges
  readonly devDependencies?: Ranges
  readonly optionalDependencies?: Ranges
  readonly peerDependencies?: Ranges
}

/** Ranges of versions by package. */
export type Ranges = Readonly<Record<string, string>>

/** A packed package. */
export interface Tarball {
  readonly manifest: Manifest
  /** Text by path inside the package. */
  readonly files: ReadonlyMap<string, string>
}

/** The folder that every path in a tarball begins with. */
const folder = /^package\//

/** Reads the bytes of a `.tgz`. */
export async function readTarball(bytes: Uint8Array): Promise<Tarball> {
  const entries = await parseTarGzip(bytes)
  const files = new Map(
    entries.filter(({ type }) => type === 'file').map(({ name, text }) => [name.replace(folder, ''), text]),
  )
  // eslint-disable-next-line @typescript-eslint/no-unsafe-assignment -- pnpm has written it
  const manifest: Manifest = JSON.parse(files.get('package.json') ?? '{}')
  return { manifest, files }
}
