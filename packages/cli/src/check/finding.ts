import type { Edit } from './edit.ts'

/** A point in which metadata and code differ, and what to do. */
export interface Finding {
  readonly file: string
  /** Where the reader is to look, from 1. */
  readonly line: number
  readonly message: string
  /** What makes the metadata agree with the code. */
  readonly edits: readonly Edit[]
}
