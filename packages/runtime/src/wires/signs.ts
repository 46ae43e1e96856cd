import type { RawBag } from '../adapter/hook-tools.ts'
import { fieldOf } from '../definitions/databag-layout.ts'
import type { InterfaceDefinition, Role, SideDefinition } from '../definitions/definition.ts'
import type { Field } from '../fields/field.ts'
import { fieldsOf } from '../transaction/facts.ts'
import { jujuKeys } from '../values/names.ts'

/** Databags by the unit or application that wrote them. */
export type Bags = readonly (readonly [member: string, raw: RawBag])[]

type Wires = readonly InterfaceDefinition[]

/** The wires of which a key is written that no other one has. */
export function certainWires(all: Wires, role: Role, bags: Bags): Wires {
  const found = new Set(
    bags.flatMap(([member, raw]) =>
      [...raw.keys()].flatMap((key) => {
        const knowing = all.filter((wire) => fieldOf(fieldsOf(wire[role] ?? {}, member), key) !== undefined)
        return knowing.length === 1 ? knowing : []
      }),
    ),
  )
  return all.filter((wire) => found.has(wire))
}

/**
 * The wires to which most of the keys that are written belong. A key belongs to a wire that understands its text, since wires may tell
 * each other apart by a number; where none understands any, keys count by their names.
 */
export function likelyWires(all: Wires, role: Role, bags: Bags): Wires {
  const named = all.map((wire) => ({ wire, keys: keysOf(wire[role] ?? {}, bags) }))
  const understood = named.map(({ wire, keys }) => ({ wire, keys: keys.filter(isUnderstood) }))
  const likely = withMost(understood)
  return likely.length > 0 ? likely : withMost(named)
}

interface Key {
  readonly field: Field
  readonly text: string
}

/** The keys that a side declares. */
function keysOf(side: SideDefinition, bags: Bags): readonly Key[] {
  return bags.flatMap(([member, raw]) => {
    const fields = fieldsOf(side, member)
    return [...raw].flatMap(([key, text]) => {
      const field = jujuKeys.includes(key) ? undefined : fields[fieldOf(fields, key) ?? '']
      return field === undefined ? [] : [{ field, text }]
    })
  })
}

/** What is in a secret may come later; that it is one is understood. */
function isUnderstood({ field, text }: Key): boolean {
  const { state } = field.decode(text)
  return state === 'decoded' || (state === 'unknown' && field.content !== undefined)
}

/** None where nothing is written. */
function withMost(claims: readonly { readonly wire: InterfaceDefinition; readonly keys: readonly Key[] }[]): Wires {
  const most = Math.max(...claims.map(({ keys }) => keys.length))
  return claims.filter(({ keys }) => keys.length === most && most > 0).map(({ wire }) => wire)
}
