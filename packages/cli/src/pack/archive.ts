import { buffer } from 'node:stream/consumers'
import { ZipFile } from 'yazl'
import type { CharmFile } from './charm-file.ts'

/** A zip has no earlier one. Its dates have no time zone: this one is the same in all. */
const date = new Date(1980, 0, 1)

/** A zip of the files, sorted by path: of equal files, the same bytes each time. */
export async function archive(files: readonly CharmFile[]): Promise<Buffer> {
  const zip = new ZipFile()
  for (const { path, content, executable } of files.toSorted((one, other) => (one.path < other.path ? -1 : 1)))
    zip.addBuffer(content, path, {
      mtime: date,
      // The other form of dates has seconds since 1970, which depend on the time zone.
      forceDosTimestamp: true,
      mode: executable ? 0o100755 : 0o100644,
    })
  zip.end()
  return buffer(zip.outputStream)
}
