import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import * as v from 'valibot'

/** A package of which modules are in a bundle. */
export interface BundledPackage {
  readonly name: string
  readonly version: string | undefined
  readonly licence: string | undefined
  readonly modules: readonly BundledModule[]
}

/** A file that was bundled. */
export interface BundledModule {
  /** In its package. */
  readonly path: string
  readonly sha256: string
}

const manifest = v.object({
  name: v.string(),
  version: v.optional(v.string()),
  license: v.optional(
    v.union([
      v.string(),
      v.pipe(
        v.object({ type: v.string() }),
        v.transform(({ type }) => type),
      ),
    ]),
  ),
})

type Manifest = v.InferOutput<typeof manifest>

/** What a file belongs to. */
interface Owner extends Manifest {
  readonly folder: string
}

/** Where modules belong that are in no package with a name. */
export interface Home {
  readonly name: string
  readonly folder: string
}

/** The packages that files belong to, sorted by name. What is no file, as the bundler's own code, is left out. */
export async function packagesOf(files: readonly string[], home: Home): Promise<readonly BundledPackage[]> {
  const owners = new Map<string, { readonly owner: Owner; readonly modules: Map<string, BundledModule> }>()
  for (const file of files.filter((path) => path.startsWith('/'))) {
    const [path = ''] = file.split('?')
    const owner = (await ownerOf(dirname(path))) ?? home
    // A package may be installed in several places, for others beside it that differ.
    const key = nameOf(owner)
    const known = owners.get(key) ?? { owner, modules: new Map<string, BundledModule>() }
    owners.set(key, known)
    const within = relative(owner.folder, path)
    const sha256 = createHash('sha256')
      .update(await readFile(path))
      .digest('hex')
    known.modules.set(within, { path: within, sha256 })
  }
  return [...owners.values()]
    .sort((one, other) => compare(nameOf(one.owner), nameOf(other.owner)))
    .map(({ owner: { name, version, license }, modules }) => {
      return { name, version, licence: license, modules: [...modules.values()] }
    })
}

/** The nearest package.json that has a name: those in between say of what kind modules are. */
async function ownerOf(folder: string): Promise<Owner | undefined> {
  const found = await readManifest(folder)
  if (found !== undefined) return { ...found, folder }
  const parent = dirname(folder)
  return parent === folder ? undefined : ownerOf(parent)
}

async function readManifest(folder: string): Promise<Manifest | undefined> {
  try {
    const result = v.safeParse(manifest, JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')))
    return result.success ? result.output : undefined
  } catch {
    return undefined
  }
}

function nameOf({ name, version = '' }: Manifest): string {
  return `${name}@${version}`
}

function compare(one: string, other: string): number {
  if (one === other) return 0
  return one < other ? -1 : 1
}
