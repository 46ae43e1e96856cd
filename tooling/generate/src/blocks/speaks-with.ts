import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { groupsOf } from '../groups.ts'
import { root, type InterfacePackage } from '../interface-package.ts'
import { code, table } from '../table.ts'

/** What was recorded of an original. */
interface Recording {
  readonly library: string
  readonly version: string
  readonly interface: string
  readonly wire: number
  /** The sides that it plays. */
  readonly original: readonly string[]
}

/** With whom the package was proven to speak, and how. */
export function speaksWithBlock(subject: InterfacePackage): string {
  const all = recordingsOf(subject)
  if (all.length === 0)
    return 'No original of it can be installed and asked: what stands in its databags was written down by hand, and tests hold both sides to that.'
  const { byMeaning = [] } = subject.call
  const exception = byMeaning.length === 0 ? '' : `; ${byMeaning.map(code).join(', ')} by meaning`
  const asked = globSync('test/*.originals.ts', { cwd: join(root, subject.folder) }).length > 0
  return [
    table(['original', 'version', 'sides', 'wires', 'stories'], rowsOf(all)),
    `Tests read all that these originals wrote in their stories, and write it again in the same bytes${exception}.`,
    ...(asked ? ['`pnpm test:originals` has them read what is written here.'] : []),
  ].join('\n\n')
}

/** The originals that judged the package, by name. */
export function originalsOf(subject: InterfacePackage): readonly string[] {
  return [...new Set(recordingsOf(subject).map(({ library }) => library))]
}

function recordingsOf({ call: { fixtures = [] }, contract }: InterfacePackage): readonly Recording[] {
  return fixtures.flatMap((folder) => {
    const path = fileURLToPath(folder)
    return globSync('*.json', { cwd: path }).flatMap((file) => {
      // eslint-disable-next-line @typescript-eslint/no-unsafe-assignment -- a recorder wrote it in this very form
      const recording: Recording = JSON.parse(readFileSync(join(path, file), 'utf8'))
      return recording.interface === contract.interface ? [recording] : []
    })
  })
}

function rowsOf(recordings: readonly Recording[]): readonly (readonly string[])[] {
  const groups = groupsOf(recordings, ({ library, version }) => `${library} ${version}`)
  return [...groups.values()].map((stories) => {
    const { library, version } = stories[0] ?? { library: '', version: '' }
    const distinct = (values: readonly (string | number)[]): string => [...new Set(values)].sort().join(', ')
    const [sides, wires] = [stories.flatMap(({ original }) => original), stories.map(({ wire }) => wire)]
    return [linked(library), version, distinct(sides), distinct(wires), String(stories.length)]
  })
}

/** Only what has an environment of its own is on the package index. */
function linked(library: string): string {
  const isOnIndex = existsSync(join(root, `tooling/python/environments/${library}.txt`))
  return isOnIndex ? `[${library}](https://pypi.org/project/${library}/)` : library
}
