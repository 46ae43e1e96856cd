import { describe, expect, test } from 'vitest'
import { promises } from './promises.ts'
import type { InterfaceCall } from './interface-call.ts'
import { replayCommand } from './replay-command.ts'
import { readSubject } from './subject.ts'

/**
 * Registers the tests that every interface package passes, made from its definition, its classes and what is given here. Call it
 * first in `test/<name>.test.ts`.
 */
export function testInterface(call: InterfaceCall): void {
  const subject = readSubject(call)
  describe(`${subject.name} keeps what every interface promises`, () => {
    for (const [name, check] of Object.entries(promises)) {
      test(name, { timeout }, async ({ task }) => {
        const problems = await check(subject)
        if (problems.length > 0) throw new Error([...problems, `Again: ${replayCommand(task, problems)}`].join('\n\n'))
        expect(problems).toEqual([])
      })
    }
  })
}

/** Milliseconds. Hundreds of lives take less than one minute, but where several tests share a processor. */
const timeout = 300_000
