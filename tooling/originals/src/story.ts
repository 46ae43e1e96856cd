import { execFile } from 'node:child_process'
import { mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { libraryEnvironment, python, type Library, type Recorded } from './library.ts'

/** What one side has in its databags, each from key to text as Juju holds it. */
export interface Shown {
  readonly app: Readonly<Record<string, string>>
  /** By name of the unit. */
  readonly units: Readonly<Record<string, Readonly<Record<string, string>>>>
}

/** A secret as its owner knows it. */
export interface ShownSecret {
  /** Name of the unit or application that owns it. */
  readonly owner: string
  readonly label: string | null
  readonly content: Readonly<Record<string, string>>
  readonly revision: number
  /** Applications that it is granted to by the relation. */
  readonly grantedTo: readonly string[]
  /** Moment in ISO 8601 at which it expires. */
  readonly expires?: string
}

/** All that can be seen of a relation. */
export interface Databags {
  readonly provider: Shown
  readonly requirer: Shown
  /** By URI. */
  readonly secrets: Readonly<Record<string, ShownSecret>>
}

/** What was there after something happened. */
export interface Step extends Databags {
  readonly step: string
  /** What happened, in a sentence. */
  readonly does: string
  /** What the library told the charm of a unit since the last step: names of its events, in order. */
  readonly events?: Readonly<Record<string, readonly string[]>>
  /** Hooks of a unit that failed since the last step: one line each. They left no other trace. */
  readonly failures?: Readonly<Record<string, readonly string[]>>
}

/** A recorded conversation. */
export interface Story {
  readonly library: Recorded
  readonly version: string
  readonly interface: string
  /** Version of the wire that this relation settles on. */
  readonly wire: number
  readonly story: string
  /** The sides that the library itself plays; the other one is written by hand, from descriptions of the wire. */
  readonly original: readonly ('provider' | 'requirer')[]
  readonly steps: readonly Step[]
}

/** Longest time in milliseconds that a library may take to tell its stories. */
const timeout = 300_000

const recorded = join(import.meta.dirname, '../fixtures')

/** The recorded stories of a library, by name. */
export async function readStories(library: Recorded): Promise<ReadonlyMap<string, Story>> {
  const files = (await readdir(join(recorded, library))).sort()
  const stories = files.map(async (file): Promise<[string, Story]> => {
    // eslint-disable-next-line @typescript-eslint/no-unsafe-assignment -- written by `record`
    const story: Story = JSON.parse(await readFile(join(recorded, library, file), 'utf8'))
    return [story.story, story]
  })
  return new Map(await Promise.all(stories))
}

/** Lets a library tell all its stories again, into a folder that is emptied first. */
export async function record(library: Library, folder = join(recorded, library)): Promise<void> {
  const { python: program, env } = await libraryEnvironment(library)
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  await promisify(execFile)(program, [join(python, 'record.py'), library, folder], { env, timeout })
}
