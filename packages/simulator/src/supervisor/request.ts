/**
 * What a charm asks of the supervisor: one line of JSON on a connection of its own. The answer is one line, `{}` or
 * `{"problem": "…"}`.
 */
export type Request =
  | { readonly action: 'start'; readonly unit: string; readonly name: string; readonly service: Service }
  | { readonly action: 'reload' | 'stop'; readonly unit: string; readonly name: string }

/** A process to run, and how to know that it is ready. */
export interface Service {
  readonly command: readonly [string, ...string[]]
  /** Beside PATH, HOME and a TMPDIR of the unit's own. */
  readonly env?: Readonly<Record<string, string>>
  /** It is ready when this TCP port answers on the unit's address, */
  readonly port?: number
  /** and when this command exits 0. With neither it is ready once it runs. */
  readonly ready?: readonly [string, ...string[]]
}

/** Reads a request; throws where it is none. */
export function readRequest(line: string): Request {
  const request: unknown = JSON.parse(line)
  if (!isRecord(request)) throw new Error('A request is an object.')
  const { action, unit, name } = request
  if (typeof unit !== 'string' || !/^[a-z][a-z0-9-]*\/\d+$/.test(unit))
    throw new Error('"unit" is not the name of a unit.')
  if (typeof name !== 'string' || !/^[a-z][a-z0-9-]*$/.test(name))
    throw new Error('"name" is not a name for a service: use lower-case letters, digits and dashes.')
  if (action === 'start') return { action, unit, name, service: readService(request['service']) }
  if (action === 'reload' || action === 'stop') return { action, unit, name }
  throw new Error('"action" is neither start, reload nor stop.')
}

function readService(service: unknown): Service {
  if (!isRecord(service)) throw new Error('"service" is missing.')
  const { env = {}, port, ready } = service
  if (!isRecord(env)) throw new Error('"env" is not an object.')
  if (port !== undefined && typeof port !== 'number') throw new Error('"port" is not a number.')
  return {
    command: readCommand(service['command']),
    env: Object.fromEntries(Object.entries(env).map(([name, value]) => [name, String(value)])),
    ...(port !== undefined && { port }),
    ...(ready !== undefined && { ready: readCommand(ready) }),
  }
}

function readCommand(command: unknown): readonly [string, ...string[]] {
  const words: readonly unknown[] = Array.isArray(command) ? command : []
  const [program, ...args] = words
  if (typeof program === 'string' && args.every((arg) => typeof arg === 'string')) return [program, ...args]
  throw new Error('A command is not a list of texts.')
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
