import { reservedFlags, type InterfaceDefinition, type SideDefinition } from '../definitions/definition.ts'
import { InterlayerError } from '../values/errors.ts'
import type { Fields } from '../fields/field.ts'

/** What the compiler cannot see: spelling, clashes between keys, families without a placeholder. */
export function checkDefinition(definition: InterfaceDefinition): void {
  const { name, wire } = definition
  if (!interfaceName.test(name)) refuse(definition, `its name may hold lower-case letters, digits, "-" and "_"`)
  if (!Number.isSafeInteger(wire) || wire < 0)
    refuse(definition, `wire must be a whole number from 0, not ${String(wire)}`)
  const sides = [definition.provides, definition.requires, definition.peers].filter((side) => side !== undefined)
  if (sides.length === 0) refuse(definition, 'it needs provides, requires or peers')
  for (const side of sides) checkSide(definition, side)
}

const interfaceName = /^[a-z][a-z0-9_-]*$/
const memberName = /^[a-z][A-Za-z0-9]*$/

function checkSide(definition: InterfaceDefinition, side: SideDefinition): void {
  for (const bag of ['unit', 'app'] as const) {
    const { [bag]: fields = {}, reserved: kept = [], unused = {} } = side
    checkFields(definition, fields)
    const reserved = kept.find((key) => key in fields)
    if (reserved !== undefined) refuse(definition, `the key "${reserved}" is reserved; choose a new one`)
    const used = Object.keys(unused[bag] ?? {}).find((key) => key in fields)
    if (used !== undefined) refuse(definition, `the key "${used}" is a field and listed as unused; choose one`)
  }
  for (const flag of Object.keys(side.flags ?? {})) {
    if (reservedFlags.some((reserved) => reserved === flag))
      refuse(definition, `the flag "${flag}" belongs to every endpoint; choose another name`)
  }
  const members = [...Object.keys(side.flags ?? {}), ...Object.keys(side.methods ?? {})]
  const misnamed = members.find((member) => !memberName.test(member))
  if (misnamed !== undefined) refuse(definition, `"${misnamed}" is no camelCase name`)
  for (const fields of [...Object.values(side.methods ?? {}).map(({ params = {} }) => params), side.memory ?? {}]) {
    checkFields(definition, fields)
    const secret = Object.keys(fields).find((key) => fields[key]?.content !== undefined)
    if (secret !== undefined) refuse(definition, `the secret "${secret}" is not in a databag, where secrets live`)
  }
}

function checkFields(definition: InterfaceDefinition, fields: Fields): void {
  for (const [key, { options, presence, content }] of Object.entries(fields)) {
    if (key === '' || key.includes('=')) refuse(definition, `"${key}" cannot be a key in Juju`)
    if (/[{}]/.test(key) && !family.test(key)) refuse(definition, `the family "${key}" needs exactly one {placeholder}`)
    if (options.status === 'readOnly' && presence === 'required')
      refuse(definition, `"${key}" is no longer written, so it cannot be required`)
    if (content !== undefined) checkContent(definition, key, content)
    const clash = options.aliases?.find((alias) => alias in fields)
    if (clash !== undefined) refuse(definition, `"${clash}" is an alias of "${key}" and a key of its own`)
  }
}

/** At least three characters: what Juju's secret-add takes. */
const contentKey = /^[a-z](-?[a-z0-9]){2,}$/

function checkContent(definition: InterfaceDefinition, secret: string, content: Fields): void {
  for (const [key, field] of Object.entries(content)) {
    if (!contentKey.test(key)) refuse(definition, `Juju refuses "${key}" as a key of the secret "${secret}"`)
    if (field.content !== undefined) refuse(definition, `the secret "${secret}" cannot hold the secret "${key}"`)
  }
}

const family = /^[^{}]*\{[^{}]+\}[^{}]*$/

function refuse(definition: InterfaceDefinition, problem: string): never {
  throw new InterlayerError('DEFINITION_INVALID', `Interface "${definition.name}": ${problem}.`, {
    interface: definition.name,
  })
}
