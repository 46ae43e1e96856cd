import { PlaceReader, type Place } from '@interlayer/runtime/adapter'
import { CliError } from '../errors.ts'

export type { Place }

/** What is wrong at a place of one of a charm's files. */
export function problemAt({ file, path }: Place, problem: string): CliError {
  return new CliError('INPUT_INVALID', `${file}${path === '' ? '' : `, ${path}`}: ${problem}`)
}

/** Takes the files of a charm apart. */
export const { entriesAt, entryAt, itemsAt, plainAt, textAt, booleanAt, choiceAt, wrong } = new PlaceReader<string>({
  problemAt,
})
