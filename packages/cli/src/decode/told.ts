import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Role } from '@interlayer/runtime'
import { CliError } from '../errors.ts'
import { entriesAt, entryAt, parseInput, textAt, wrong, type Place } from '../input/document.ts'
import { readTextFile } from '../input/reading.ts'
import type { Told } from './identify.ts'
import type { Shown } from './member-bag.ts'
import type { ShownUnit } from './show-unit.ts'

const roles: readonly Role[] = ['provides', 'requires', 'peers']

/** What `--interface website=http:provides` says. */
export interface EndpointSaying {
  readonly endpoint: string
  readonly name: string
  readonly role: Role | undefined
}

/** Reads `endpoint=interface`, with the side that the unit takes behind a colon. */
export function readSaying(text: string): EndpointSaying {
  const { endpoint, name, side } = /^(?<endpoint>[^=]+)=(?<name>[^:=]+)(?::(?<side>.*))?$/.exec(text)?.groups ?? {}
  const role = roles.find((one) => one === side)
  if (endpoint !== undefined && name !== undefined && (side === undefined || role !== undefined))
    return { endpoint, name, role }
  const example = 'website=http, website=@interlayer/interface-http or website=http:provides'
  throw new CliError(
    'USAGE',
    `--interface ${text} does not name an endpoint and its interface: write it like ${example}.`,
  )
}

/** What a charm's metadata says of its endpoints. */
export interface CharmSaying {
  readonly directory: string
  readonly name: string
  readonly endpoints: ReadonlyMap<string, Omit<EndpointSaying, 'endpoint'>>
}

/** Reads the endpoints of a charm's directory. */
export async function readCharm(directory: string, given: string): Promise<CharmSaying> {
  const path = resolve(directory, given)
  const file = ['metadata.yaml', 'charmcraft.yaml'].find((name) => existsSync(join(path, name)))
  if (file === undefined)
    throw new CliError(
      'FILE_UNREADABLE',
      `${given} has neither metadata.yaml nor charmcraft.yaml: name a charm's directory.`,
    )
  const name = join(given, file)
  const text = readTextFile(join(path, file), name)
  const metadata = parseInput({ name, text })
  const sections = entriesAt(metadata)
  const charm = sections.get('name')
  if (charm === undefined) throw wrong({ ...metadata, path: 'name', value: null }, 'the name of the charm')
  return {
    directory: given,
    name: textAt(charm),
    endpoints: new Map(roles.flatMap((role) => endpointsAt(sections.get(role), role))),
  }
}

/** What there is to say of a relation's endpoint; what the command line says comes first. */
export function tell(
  { unit, relation }: Shown,
  { sayings, charms }: { readonly sayings: readonly EndpointSaying[]; readonly charms: readonly CharmSaying[] },
): Told | undefined {
  const said = sayings.find(({ endpoint }) => endpoint === relation.endpoint)
  if (said !== undefined) return { ...said, source: 'option', why: `--interface says ${said.name}` }
  const charm = charms.find(({ name }) => name === charmNameOf(unit))
  const found = charm?.endpoints.get(relation.endpoint)
  if (charm === undefined || found === undefined) return undefined
  return { ...found, source: 'charm', why: `the metadata in ${charm.directory} say ${found.name}` }
}

/** A charm that no unit runs, or an endpoint that no unit has, was meant to say something. */
export function checkSayings(
  units: readonly ShownUnit[],
  { sayings, charms }: { readonly sayings: readonly EndpointSaying[]; readonly charms: readonly CharmSaying[] },
): void {
  const endpoints = [...new Set(units.flatMap(({ relations }) => relations.map(({ endpoint }) => endpoint)))]
  const stray = sayings.find(({ endpoint }) => !endpoints.includes(endpoint))
  if (stray !== undefined)
    throw new CliError(
      'USAGE',
      `No unit has a relation on the endpoint "${stray.endpoint}". There are: ${listed(endpoints)}.`,
    )
  const names = [...new Set(units.flatMap((unit) => charmNameOf(unit) ?? []))]
  const idle = charms.find(({ name }) => !names.includes(name))
  if (idle !== undefined)
    throw new CliError(
      'USAGE',
      `No unit runs the charm "${idle.name}" of ${idle.directory}. There are: ${listed(names)}.`,
    )
}

/** The name in `ch:amd64/focal/loki-k8s-15` and `local:blog-3`. */
function charmNameOf({ charm }: ShownUnit): string | undefined {
  return charm === undefined ? undefined : /([^/:]+?)(?:-\d+)?$/.exec(charm)?.[1]
}

function endpointsAt(
  section: Place | undefined,
  role: Role,
): readonly (readonly [string, Omit<EndpointSaying, 'endpoint'>])[] {
  if (section === undefined) return []
  return [...entriesAt(section)].map(([name, endpoint]) => {
    const isShort = typeof endpoint.value === 'string'
    return [name, { name: textAt(isShort ? endpoint : entryAt(endpoint, entriesAt(endpoint), 'interface')), role }]
  })
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? 'none' : names.join(', ')
}
