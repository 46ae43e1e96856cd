import type { GenerationContract, InterfaceContract, SideContract } from '@interlayer/contract'
import type { Role } from '@interlayer/runtime'
import type { InterfacePackage } from '../interface-package.ts'

/** One side, by one wire. */
export interface SideOfWire extends SideContract {
  readonly role: Role
  /** For people. */
  readonly name: string
}

/** Sides as people call them. */
const sideNames: Readonly<Record<Role, string>> = { provides: 'provider', requires: 'requirer', peers: 'peer' }

const roles: readonly Role[] = ['provides', 'requires', 'peers']

/** The sides that an interface has by one wire. */
export function sidesOf({ sides }: GenerationContract): readonly SideOfWire[] {
  return roles.flatMap((role) => {
    const side = sides[role]
    return side === undefined ? [] : [{ ...side, role, name: sideNames[role] }]
  })
}

/** What is said of each wire, under its number where there are several; wires of which nothing is said are left out. */
export function byWire({ generations }: InterfaceContract, say: (generation: GenerationContract) => string): string {
  return generations
    .flatMap((generation) => {
      const text = say(generation)
      if (text === '') return []
      return generations.length === 1 ? [text] : [`**Wire ${generation.wire}**\n\n${text}`]
    })
    .join('\n\n')
}

/** The sides as a charm sees them: each by the wire of its class. */
export function charmSides({ contract, wires }: Pick<InterfacePackage, 'contract' | 'wires'>): readonly SideOfWire[] {
  const all = contract.generations.flatMap((generation) =>
    sidesOf(generation).map((side) => ({ ...side, wire: generation.wire })),
  )
  return roles.flatMap((role) => {
    const sides = all.filter((side) => side.role === role)
    return sides.find(({ wire }) => wire === wires[role]) ?? sides[0] ?? []
  })
}
