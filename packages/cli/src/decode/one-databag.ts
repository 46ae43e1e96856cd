import type { Role } from '@interlayer/runtime'
import { remoteRole, type BagKind, type RawBag } from '@interlayer/runtime/adapter'
import { CliError } from '../errors.ts'
import { interfacesNamed, type InstalledInterface } from '../interfaces/installed.ts'
import { readBag } from './bag-reading.ts'
import type { DecodedRelation } from './decoded.ts'
import { spokenBy } from './identify.ts'

/** A databag by itself, with all that show-unit would say of it. */
export interface OneDatabag {
  readonly raw: RawBag
  /** An interface, or a package. */
  readonly name: string
  /** Of who wrote it. */
  readonly side: Role
  readonly bag: BagKind
  readonly reveal: boolean
}

/** Decodes one databag, as the only one of its relation. */
export function decodeDatabag(given: OneDatabag, interfaces: readonly InstalledInterface[]): DecodedRelation {
  const { raw, side, bag, reveal } = given
  const { interface: name, package: from, definitions: all } = interfaceNamed(given, interfaces)
  const owner = bag === 'unit' ? 'unit/0' : 'application'
  const role = remoteRole(side)
  const spoken = spokenBy(role, all, { bags: new Map([[owner, raw]]), own: [] })
  const reading = readBag(raw, { side, bag, spoken, all, reveal })
  return {
    unit: 'databag',
    relation: name,
    relatedEndpoint: '',
    crossModel: false,
    interface: { name, package: from, wires: spoken.map(({ wire }) => wire), side: role, source: 'option' },
    why: `--interface says ${given.name}`,
    candidates: [],
    databags: [{ owner, databag: bag, side, inScope: true, ...reading }],
  }
}

function interfaceNamed({ name, side }: OneDatabag, interfaces: readonly InstalledInterface[]): InstalledInterface {
  const found = interfacesNamed(name, interfaces)
  const [only, ...more] = found
  const packages = found.map((one) => one.package).join(' or ')
  if (more.length > 0)
    throw new CliError('USAGE', `${name} is the interface of several packages: say --interface ${packages}.`)
  if (only.definitions[0][side] !== undefined) return only
  throw new CliError('USAGE', `${name} has no side that ${side}: give --side another value.`)
}
