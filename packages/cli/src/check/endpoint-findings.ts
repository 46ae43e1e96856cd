import type { Role } from '@interlayer/runtime'
import { lineOf } from '../input/text.ts'
import { addTo, type CharmFiles, type FoundSection } from './charm-files.ts'
import type { CharmCode, CodeEndpoint } from './charm-code.ts'
import { removal, replacement } from './edit.ts'
import { lineOfMember, membersOf, withMember } from './entry-member.ts'
import type { Finding } from './finding.ts'
import { endpointMetadata, type EndpointMetadata } from './metadata.ts'
import { mappingAt, type YamlEntry } from './yaml-file.ts'

const roles: readonly Role[] = ['provides', 'requires', 'peers']

/** An endpoint of the metadata. */
interface Declared {
  readonly role: Role
  readonly section: FoundSection
  readonly entry: YamlEntry
}

/** Where the endpoints of metadata and code differ. */
export function endpointFindings({ endpoints, file }: CharmCode, files: CharmFiles): readonly Finding[] {
  const declared = roles.flatMap((role) => {
    const section = files.section(role)
    return [...section.entries.values()].map((entry): Declared => ({ role, section, entry }))
  })
  const strays = declared.filter(({ entry }) => !endpoints.has(entry.key))
  return [
    ...[...endpoints].flatMap(([name, endpoint]) => {
      const own = declared.filter(({ entry }) => entry.key === name)
      return own.length === 0 ? [absent(name, endpoint, { files, strays })] : compare(endpoint, own, files)
    }),
    ...strays.map((stray) => unused(stray, file)),
  ]
}

interface Known {
  readonly files: CharmFiles
  readonly strays: readonly Declared[]
}

function absent(name: string, endpoint: CodeEndpoint, { files, strays }: Known): Finding {
  const [role] = endpoint.roles
  const section = files.section(role)
  const { name: file } = section.file
  const others = strays.filter((stray) => endpoint.roles.includes(stray.role)).map(({ entry }) => entry.key)
  const rename = others.length === 0 ? '' : `, or rename the key to one of: ${others.join(', ')}`
  const edit = addTo(section, [name, endpointMetadata(endpoint, files.subordinate)])
  const message = `Endpoint "${name}" is not in ${file}. Declare it under ${endpoint.roles.join(' or ')}${rename}.`
  return { file, line: lineOf(section.file.text, edit.start), message, edits: isOpen(endpoint) ? [] : [edit] }
}

function compare(endpoint: CodeEndpoint, own: readonly Declared[], files: CharmFiles): readonly Finding[] {
  const right = own.find(({ role }) => endpoint.roles.includes(role))
  const wrong = own.filter((declared) => declared !== right)
  if (right !== undefined)
    return [
      ...wrong.map((declared) => twice(declared, right)),
      ...compareEntry(right, endpoint, files),
      ...refused(right),
    ]
  const [first, ...others] = wrong
  return first === undefined ? [] : [moved(first, endpoint, files), ...others.map((other) => twice(other, first))]
}

function moved({ role, section, entry }: Declared, endpoint: CodeEndpoint, files: CharmFiles): Finding {
  const [wanted] = endpoint.roles
  const { file, line, key } = entry
  const edits = [
    removal(section.file, entry),
    addTo(files.section(wanted), [
      key,
      { ...membersOf(section.file, entry), ...endpointMetadata(endpoint, files.subordinate) },
    ]),
  ]
  const message = `Endpoint "${key}" is under ${role}, and the code ${wanted === 'peers' ? 'has it among peers' : wanted} it.`
  return {
    file,
    line,
    message: `${message} Move it under ${endpoint.roles.join(' or ')}.`,
    edits: isOpen(endpoint) ? [] : edits,
  }
}

/** Which side is meant cannot be told. */
function isOpen({ roles: possible }: CodeEndpoint): boolean {
  return possible.length > 1
}

function twice({ role, section, entry }: Declared, right: Declared): Finding {
  const message = `Endpoint "${entry.key}" is under ${right.role} and under ${role}. Delete it here.`
  return { file: entry.file, line: entry.line, message, edits: [removal(section.file, entry)] }
}

function compareEntry(declared: Declared, endpoint: CodeEndpoint, files: CharmFiles): readonly Finding[] {
  const { section, entry } = declared
  const wanted = endpointMetadata(endpoint, files.subordinate)
  const { interface: name, scope = 'global' } = membersOf(section.file, entry)
  const [sameName, sameScope] = [name === wanted.interface, endpoint.scope === 'either' || scope === endpoint.scope]
  if (sameName && sameScope) return []
  const problems = [
    ...(sameName ? [] : [interfaceProblem(name, wanted.interface)]),
    ...(sameScope ? [] : [scopeProblem(scope, endpoint)]),
  ]
  const edits = [
    ...(sameName ? [] : [withMember(section.file, entry, ['interface', wanted.interface])]),
    ...(sameScope ? [] : [withMember(section.file, entry, ['scope', wanted.scope])]),
  ]
  const line = lineOfMember(section.file, entry, sameName ? 'scope' : 'interface')
  const isShort = typeof entry.value === 'string'
  const message = `Endpoint "${entry.key}" ${problems.join(' It ')}`
  return [
    { file: entry.file, line, message, edits: isShort ? [replacement(section.file, entry, shortened(wanted))] : edits },
  ]
}

function interfaceProblem(found: unknown, wanted: string): string {
  const has = found === undefined ? 'has no interface' : `has the interface ${JSON.stringify(found)}`
  return `${has}, and the code speaks ${wanted}. Write interface: ${wanted}.`
}

function scopeProblem(found: unknown, { interface: name, scope }: CodeEndpoint): string {
  const cure = scope === 'container' ? 'Write scope: container.' : 'Leave its scope out.'
  return `has the scope ${JSON.stringify(found)}, and ${name} has "${scope}". ${cure}`
}

/** An interface alone is all of an endpoint that has no more to say. */
function shortened(wanted: EndpointMetadata): unknown {
  return wanted.scope === undefined ? wanted.interface : wanted
}

function unused({ section, entry, role }: Declared, code: string): Finding {
  const { file, line, key } = entry
  const message = `Endpoint "${key}" is not in ${code}. Add it to the endpoints there, or delete it under ${role}.`
  return { file, line, message, edits: [removal(section.file, entry)] }
}

/** What Juju would not take; the code has nothing to say of it. */
function refused({ section, entry }: Declared): readonly Finding[] {
  if (typeof entry.value === 'string') return []
  const { entries } = mappingAt(section.file, entry)
  return [
    {
      member: entries.get('limit'),
      test: isCount,
      cure: 'Write a whole number, or leave it out for any number of relations.',
    },
    { member: entries.get('optional'), test: isBoolean, cure: 'Write true or false, or leave it out.' },
  ].flatMap(({ member, test, cure }) => {
    if (member === undefined || test(member.value)) return []
    const message = `Endpoint "${entry.key}" has ${member.key}: ${JSON.stringify(member.value)}. ${cure}`
    return [{ file: member.file, line: member.line, message, edits: [removal(section.file, member)] }]
  })
}

function isCount(value: unknown): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0
}

function isBoolean(value: unknown): boolean {
  return typeof value === 'boolean'
}
