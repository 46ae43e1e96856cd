import { join } from 'node:path'
import type { Role } from '@interlayer/runtime'
import { declarationFile } from '../charm/charm-directory.ts'
import { readDeclaration } from '../charm/declaration.ts'
import { textAt, type Place } from '../charm/place.ts'
import { CliError } from '../errors.ts'
import { readTextFile } from '../input/reading.ts'
import { loadInterface } from '../interfaces/interface-module.ts'
import type { CharmCode, CodeEndpoint } from './charm-code.ts'
import { parsePlain } from './yaml-file.ts'

/** What `interlayer.yaml` says. Which side an endpoint takes, and all about options and params, is the metadata's alone. */
export async function declaredCode(directory: string): Promise<CharmCode> {
  const text = readTextFile(join(directory, declarationFile), declarationFile)
  const value = parsePlain(declarationFile, text)
  const { endpoints, actions } = readDeclaration({ file: declarationFile, path: '', value })
  const read = [...endpoints].map(async ([name, place]) => [name, await endpointAt(place, directory)] as const)
  return {
    file: declarationFile,
    endpoints: new Map(await Promise.all(read)),
    options: undefined,
    actions: new Map([...actions.keys()].map((name) => [name, undefined])),
  }
}

async function endpointAt(place: Place, directory: string): Promise<CodeEndpoint> {
  const name = textAt(place)
  const sides = await loadInterface(name, directory)
  const [first, ...others] = roles.filter((role) => sides[role] !== undefined)
  const definition = first && sides[first]?.definition
  if (first !== undefined && definition !== undefined)
    return { interface: definition.name, roles: [first, ...others], scope: definition.scope ?? 'global' }
  throw new CliError('INTERFACE_UNKNOWN', `${name} exports no side of an interface.`)
}

const roles: readonly Role[] = ['provides', 'requires', 'peers']
