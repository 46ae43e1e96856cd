import type { Subject } from './subject.ts'

/** What is wrong: one text for each problem, with the cure. */
export type Check = (subject: Subject) => readonly string[] | Promise<readonly string[]>

/** By the promise that each of them keeps. */
export const checks: readonly (readonly [promise: string, check: Check])[] = []
