import type { Command } from 'commander'
import type { Surroundings } from './surroundings.ts'

/** Adds a command to the program. Its action loads what it needs when it runs: a hook starts many of these commands. */
export type AddCommand = (program: Command, call: Call) => void

/** One run of the command line. */
export interface Call extends Surroundings {
  /** The exit status, when it is not 0: 1 says no. */
  readonly end: (status: number) => void
}
