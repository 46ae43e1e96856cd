import type { Role } from '@interlayer/runtime'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Partner, Texts } from './partner.ts'

/** What was recorded of an original: the databags of both sides, step by step. */
export interface Story {
  readonly file: string
  readonly interface: string
  readonly wire: number
  /** The sides that the original plays; the other one was written by hand. */
  readonly original: readonly ('provider' | 'requirer' | 'peer')[]
  readonly steps: readonly StoryStep[]
}

/** All that was in the databags at one moment. */
export interface StoryStep {
  readonly step: string
  readonly provider?: StorySide
  readonly requirer?: StorySide
  readonly peer?: StorySide
  readonly secrets?: Readonly<Record<string, { readonly content: Texts }>>
}

/** All databags of a side. */
export interface StorySide {
  readonly app: Texts
  readonly units: Readonly<Record<string, Texts>>
}

const sideNames = { provides: 'provider', requires: 'requirer', peers: 'peer' } as const

/** The stories of an interface in some folders, by file. */
export function readStories(folders: readonly URL[], name: string): readonly Story[] {
  return folders.flatMap((folder) => {
    const path = fileURLToPath(folder)
    const files = readdirSync(path)
      .filter((file) => file.endsWith('.json'))
      .sort()
    return files.flatMap((file) => {
      // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- a recorder wrote it in this very form
      const story = JSON.parse(readFileSync(`${path}/${file}`, 'utf8')) as Story
      return story.interface === name ? [{ ...story, file }] : []
    })
  })
}

/** What the original wrote on a side, step by step; nothing where it does not play that side. */
export function recorded({ original, steps }: Story, role: Role): readonly Recorded[] {
  const name = sideNames[role]
  if (!original.includes(name)) return []
  return steps.flatMap(({ step, secrets = {}, ...sides }) => {
    const side = sides[name]
    const contents = Object.entries(secrets).map(([uri, { content }]) => [uri, content] as const)
    return side === undefined ? [] : [{ step, ...side, secrets: Object.fromEntries(contents) }]
  })
}

/** One side at one step. */
export interface Recorded extends StorySide {
  readonly step: string
  readonly secrets: Readonly<Record<string, Texts>>
}

/** The same as partners, one for each unit. */
export function partnersIn(story: Story): readonly Partner[] {
  return (['provides', 'requires', 'peers'] as const).flatMap((role) =>
    recorded(story, role).flatMap(({ app, units, secrets }) => [
      { app, secrets },
      ...Object.values(units).map((unit) => ({ unit })),
    ]),
  )
}
