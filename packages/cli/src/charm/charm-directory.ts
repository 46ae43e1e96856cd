import { constants, existsSync } from 'node:fs'
import { access, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { AnyCharm } from '@interlayer/runtime'
import { parse } from 'yaml'
import { CliError } from '../errors.ts'
import { readTextFile } from '../input/reading.ts'
import { loadInterface } from '../interfaces/interface-module.ts'
import { readCharm } from './charm.ts'
import { readDeclaration } from './declaration.ts'
import { problemAt, type Place } from './place.ts'

/** The file in which a charm in another language than TypeScript declares itself. */
export const declarationFile = 'interlayer.yaml'

/** The charm that a directory's `interlayer.yaml` declares, when all its executables are there. */
export async function readCharmDirectory(directory: string): Promise<AnyCharm> {
  const declaration = readYaml(directory, declarationFile)
  if (declaration === undefined) {
    const message = `${directory} has no ${declarationFile}: run this in the directory of a charm that has one.`
    throw new CliError('FILE_UNREADABLE', message)
  }
  await checkPrograms(declaration, directory)
  const metadata = readMetadataFiles(directory)
  return readCharm({ declaration, metadata, loadInterface: (name) => loadInterface(name, directory) })
}

/** Refuses a declaration whose executables are not there, or are none. */
export async function checkPrograms(declaration: Place, directory: string): Promise<void> {
  const { handlers, actions } = readDeclaration(declaration)
  for (const { place, file } of [...handlers, ...actions.values()]) {
    const path = join(directory, file)
    const found = await stat(path).catch(() => undefined)
    if (found === undefined) throw problemAt(place, `there is no file ${path}: write it, or name another.`)
    const executable = found.isFile() && (await access(path, constants.X_OK).then(yes, no))
    if (!executable) throw problemAt(place, `${path} is not executable: set its mode to 755.`)
  }
}

/** `charmcraft.yaml` alone, or `metadata.yaml` with the other files that go with it. */
function readMetadataFiles(directory: string): Place {
  const metadata = readYaml(directory, 'metadata.yaml')
  const whole = metadata ?? readYaml(directory, 'charmcraft.yaml')
  if (whole === undefined) {
    const message = `${directory} has neither charmcraft.yaml nor metadata.yaml: write one of them.`
    throw new CliError('FILE_UNREADABLE', message)
  }
  if (metadata === undefined) return whole
  const [config, actions] = [readYaml(directory, 'config.yaml'), readYaml(directory, 'actions.yaml')]
  const { value } = metadata
  const members = typeof value === 'object' ? value : {}
  return { ...metadata, value: { ...members, config: config?.value, actions: actions?.value } }
}

/** A file of the directory, by the rules of YAML 1.1 as Juju reads it; undefined where there is none. */
export function readYaml(directory: string, file: string): Place | undefined {
  const path = join(directory, file)
  if (!existsSync(path)) return undefined
  const place = { file, path: '', value: undefined }
  const text = readTextFile(path, file)
  try {
    return { ...place, value: parse(text, { version: '1.1', logLevel: 'error' }) }
  } catch (cause) {
    throw problemAt(place, `is not YAML: ${cause instanceof Error ? cause.message : String(cause)}`)
  }
}

const yes = (): boolean => true
const no = (): boolean => false
