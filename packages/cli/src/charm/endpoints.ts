import type { EndpointClass, Endpoints } from '@interlayer/runtime'
import type { InterfaceSides } from '../interfaces/interface-module.ts'
import type { DeclaredEndpoint, Metadata } from './metadata.ts'
import { problemAt, textAt, type Place } from './place.ts'
import { unknownName } from './unknown-name.ts'

/** The classes of an interface package by its name. */
export type LoadInterface = (name: string) => Promise<InterfaceSides>

interface Known {
  readonly metadata: Metadata
  readonly loadInterface: LoadInterface
}

/** The classes of the endpoints, after comparing what each package speaks with what Juju's metadata says. */
export async function readEndpoints(declared: ReadonlyMap<string, Place>, known: Known): Promise<Endpoints> {
  const read = [...declared].map(async ([name, place]) => [name, await readEndpoint(name, place, known)] as const)
  return Object.fromEntries(await Promise.all(read))
}

async function readEndpoint(name: string, place: Place, { metadata, loadInterface }: Known): Promise<EndpointClass> {
  const endpoint = metadata.endpoints.get(name)
  if (endpoint === undefined) throw unknownName(place, { what: 'endpoint', name }, metadata.endpoints)
  const packageName = textAt(place)
  const sides = await loadInterface(packageName)
  const side = sides[endpoint.role]
  if (side === undefined) {
    const spoken = Object.keys(sides).join(', ')
    throw problemAt(place, `${packageName} has the sides ${spoken}, and ${where(endpoint)} is under ${endpoint.role}.`)
  }
  checkSide(side, { packageName, endpoint, place })
  return side
}

interface Spoken {
  readonly packageName: string
  readonly endpoint: DeclaredEndpoint
  readonly place: Place
}

function checkSide({ definition }: EndpointClass, { packageName, endpoint, place }: Spoken): void {
  const { name, scope = 'global' } = definition
  if (name !== endpoint.interface) {
    const found = `${where(endpoint)} has the interface "${endpoint.interface}"`
    throw problemAt(place, `${packageName} speaks "${name}", and ${found}: make them agree.`)
  }
  if (scope === 'either' || scope === endpoint.scope) return
  const cure = scope === 'container' ? 'write "scope: container" there' : 'leave its scope out there'
  throw problemAt(place, `"${name}" has the scope ${scope}, and ${where(endpoint)} has ${endpoint.scope}: ${cure}.`)
}

function where({ place: { file, path } }: DeclaredEndpoint): string {
  return `${path} of ${file}`
}
