import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { EndpointClass, Role } from '@interlayer/runtime'
import { CliError } from '../errors.ts'

/** The classes of one interface package, by the side that each takes; of several wires, the newest. */
export type InterfaceSides = Readonly<Partial<Record<Role, EndpointClass>>>

/** Loads an interface package as the code in a directory would, by its name or by a path that starts with a dot. */
export async function loadInterface(name: string, directory: string): Promise<InterfaceSides> {
  const sides = sidesOf(await importFrom(name, directory))
  if (Object.keys(sides).length > 0) return sides
  throw new CliError(
    'INTERFACE_UNKNOWN',
    `${name} exports no side of an interface: name a package such as @interlayer/interface-http.`,
  )
}

/** The sides among what a module exports. */
export function sidesOf(module: object): InterfaceSides {
  const classes = Object.values(module).filter(isEndpointClass)
  const older = new Set(classes.flatMap(({ generations = [] }) => generations))
  return Object.fromEntries(classes.filter((side) => !older.has(side)).map((side) => [side.role, side]))
}

async function importFrom(name: string, directory: string): Promise<object> {
  try {
    const file = createRequire(join(directory, 'package.json')).resolve(name)
    const module: unknown = await import(pathToFileURL(file).href)
    return typeof module === 'object' && module !== null ? module : {}
  } catch (cause) {
    const reason = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause)
    const message = `${name} cannot be loaded from ${directory}: ${reason}. Install it there with npm or pnpm.`
    throw new CliError('INTERFACE_UNKNOWN', message, { cause })
  }
}

function isEndpointClass(value: unknown): value is EndpointClass {
  return typeof value === 'function' && 'definition' in value && 'role' in value
}
