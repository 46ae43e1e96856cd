import { PlaceReader, type Place } from '@interlayer/runtime/adapter'
import { parse } from 'yaml'
import { ModelError, type ModelErrorCode } from './errors.ts'

/** The file that is read, and the error for what is wrong in it. */
export interface YamlFile {
  readonly file: string
  readonly code: ModelErrorCode
}

/** A value in a YAML file, and the way to it: `applications.proxy.num_units`. */
export type YamlPlace = Place<YamlFile>

/** The whole file, read by the rules of YAML 1.1, as Juju reads it. */
export function parseYaml(file: YamlFile, text: string): YamlPlace {
  try {
    return { file, path: '', value: parse(text, { version: '1.1' }) }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new ModelError(file.code, `${file.file} is not YAML: ${reason}`, { cause: error })
  }
}

/** What is wrong at the place. */
export function problemAt({ file, path }: YamlPlace, problem: string): ModelError {
  return new ModelError(file.code, `${file.file}${path === '' ? '' : `, ${path}`}: ${problem}`)
}

/** Takes YAML files apart. */
export const { entriesAt, itemsAt, textAt, countAt, booleanAt, plainAt, choiceAt } = new PlaceReader<YamlFile>({
  problemAt,
})
