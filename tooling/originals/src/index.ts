/**
 * The libraries in Python that other charms speak interfaces with: what they write, as recorded stories, and what they read in
 * databags, whoever wrote those.
 * @packageDocumentation
 */
export { libraries, type Library, type Recorded } from './library.ts'
export { original, type Options, type Original, type Reading } from './original.ts'
export type * from './readings.ts'
export { readStories, record, type Databags, type Shown, type ShownSecret, type Step, type Story } from './story.ts'
