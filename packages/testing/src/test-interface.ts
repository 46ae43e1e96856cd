import { describe, expect, test, type RunnerTestCase } from 'vitest'
import { promises } from './promises.ts'
import type { InterfaceCall } from './interface-call.ts'
import { readSubject } from './subject.ts'

/**
 * Registers the tests that every interface package passes, made from its definition, its classes and what is given here. Call it
 * first in `test/<name>.test.ts`.
 */
export function testInterface(call: InterfaceCall): void {
  const subject = readSubject(call)
  describe(`${subject.name} keeps what every interface promises`, () => {
    for (const [name, check] of Object.entries(promises)) {
      test(name, async ({ task }) => {
        const problems = await check(subject)
        if (problems.length > 0) throw new Error([...problems, `Again: ${replay(task, problems)}`].join('\n\n'))
        expect(problems).toEqual([])
      })
    }
  })
}

/** The command that runs the test again, with the seed that failed. */
function replay({ name, file }: Readonly<RunnerTestCase>, problems: readonly string[]): string {
  const [, seed] = /\b(INTERLAYER_SEED=\d+)\b/.exec(problems.join('\n')) ?? []
  const project = file.projectName === undefined || file.projectName === '' ? '' : ` --project ${file.projectName}`
  return `${seed === undefined ? '' : `${seed} `}npx vitest run${project} ${file.name} -t "${name}"`
}
