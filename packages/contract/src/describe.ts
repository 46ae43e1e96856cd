import {
  InterlayerError,
  type CommunicationScope,
  type InterfaceDefinition,
  type Role,
  type Scope,
} from '@interlayer/runtime'
import { remoteRole } from '@interlayer/runtime/adapter'
import { generationOf } from './contract-of.ts'
import type { FlagContract, MethodContract, SideContract } from './contract.ts'

/** One side of an interface, as who takes it needs to know it. */
export interface SideDescription {
  readonly interface: string
  readonly wire: number
  readonly summary: string
  readonly role: Role
  readonly scope: Scope
  readonly conversation: CommunicationScope
  /** The databags of this side. */
  readonly writes: SideContract['databags']
  /** The databags of the other side. */
  readonly reads: SideContract['databags']
  readonly flags: Readonly<Record<string, FlagContract>>
  readonly methods: Readonly<Record<string, MethodContract>>
}

/** Describes the side that an endpoint takes, in the words of the contract. */
export function describe(definition: InterfaceDefinition, role: Role): SideDescription {
  const { wire, summary, scope, sides } = generationOf(definition)
  const side = sides[role]
  if (side === undefined) {
    const all = Object.keys(sides).join(', ')
    const problem = `Interface "${definition.name}" has no side "${role}". It has: ${all}.`
    throw new InterlayerError('DEFINITION_INVALID', problem, { interface: definition.name, role })
  }
  const { conversation, databags: writes, flags, methods } = side
  const reads = sides[remoteRole(role)]?.databags ?? {}
  return { interface: definition.name, wire, summary, role, scope, conversation, writes, reads, flags, methods }
}
