import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { libraries, readStories, record, type Library } from '../src/index.ts'

/** Every file of a folder, by name. */
async function texts(folder: string): Promise<ReadonlyMap<string, string>> {
  const names = (await readdir(folder)).sort()
  const files = names.map(async (name) => [name, await readFile(join(folder, name), 'utf8')] as const)
  return new Map(await Promise.all(files))
}

const committed = (library: Library): string => join(import.meta.dirname, '../fixtures', library)

test.for(libraries)('%s tells its stories in the same bytes as when they were recorded', async (library) => {
  const folder = await mkdtemp(join(tmpdir(), 'interlayer-originals-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  await record(library, folder)
  expect(await texts(folder)).toEqual(await texts(committed(library)))
})

test.for(libraries)('the stories of %s say of whom they are, and none is empty', async (library) => {
  const stories = await readStories(library)
  expect(stories.size).toBeGreaterThan(0)
  for (const [name, story] of stories) {
    expect([story.library, story.story]).toEqual([library, name])
    expect(story.steps.map(({ step }) => step)).toEqual([...new Set(story.steps.map(({ step }) => step))])
    expect(story.steps.length).toBeGreaterThan(0)
  }
})
