import type { Field, Fields } from '../fields/field.ts'
import type { RawBag } from '../adapter/hook-tools.ts'
import { compareText, jujuKeys } from '../values/names.ts'

/** The fields of a databag, parted once into plain keys and families. */
export interface Layout {
  readonly exact: readonly (readonly [key: string, field: Field])[]
  /** Plain keys and their aliases: no family claims them. */
  readonly exactKeys: ReadonlySet<string>
  /** The one with the longest fixed text first. */
  readonly families: readonly Family[]
  /** Whether some text of the databag may name secrets. */
  readonly namesSecrets: boolean
}

/** A key with a placeholder, taken apart. */
export interface Family {
  readonly key: string
  readonly field: Field
  readonly prefix: string
  readonly suffix: string
}

/** The fields parted; definitions are constants, so each is parted once. */
export function layoutOf(fields: Fields): Layout {
  const layout = layouts.get(fields) ?? partFields(fields)
  layouts.set(fields, layout)
  return layout
}

const layouts = new WeakMap<Fields, Layout>()

/** Whether a declared key stands for many. */
export function isFamily(key: string): boolean {
  return key.includes('{')
}

/** The declared key that a key on the wire belongs to: itself, its family, or one of Juju's own. */
export function fieldOf(fields: Fields, key: string): string | undefined {
  if (Object.hasOwn(fields, key)) return key
  const { exact, families } = layoutOf(fields)
  const aliased = exact.find(([, { options }]) => options.aliases?.includes(key))
  return aliased?.[0] ?? familyOf(families, key)?.key ?? (jujuKeys.includes(key) ? key : undefined)
}

/** The family that claims a key; its placeholder stands for one or more characters. */
function familyOf(families: readonly Family[], key: string): Family | undefined {
  return families.find(({ prefix, suffix }) => {
    return key.length > prefix.length + suffix.length && key.startsWith(prefix) && key.endsWith(suffix)
  })
}

/** A key of a databag that belongs to a family: `request_web` is the member `web` of `request_{name}`. */
export interface FamilyMember {
  readonly key: string
  readonly family: Family
  readonly member: string
}

/** The keys of a databag that belong to families, by name. Exact keys win, then the family with the longer fixed text. */
export function membersOf(layout: Layout, raw: RawBag): readonly FamilyMember[] {
  if (layout.families.length === 0) return []
  return [...raw.keys()].sort(compareText).flatMap((key) => {
    if (layout.exactKeys.has(key)) return []
    const family = familyOf(layout.families, key)
    if (family === undefined) return []
    return [{ key, family, member: key.slice(family.prefix.length, key.length - family.suffix.length) }]
  })
}

/** Whether a text of the field names secrets. */
export function namesSecrets({ content, options }: Field): boolean {
  return content !== undefined || options.namesSecrets === true
}

function partFields(fields: Fields): Layout {
  const entries = Object.entries(fields)
  const exact = entries.filter(([key]) => !isFamily(key))
  return {
    exact,
    exactKeys: new Set(exact.flatMap(([key, field]) => [key, ...(field.options.aliases ?? [])])),
    families: entries
      .filter(([key]) => isFamily(key))
      .map(toFamily)
      .sort(byFixedText),
    namesSecrets: Object.values(fields).some(namesSecrets),
  }
}

function toFamily([key, field]: readonly [string, Field]): Family {
  return { key, field, prefix: key.slice(0, key.indexOf('{')), suffix: key.slice(key.indexOf('}') + 1) }
}

function byFixedText(a: Family, b: Family): number {
  return b.prefix.length + b.suffix.length - a.prefix.length - a.suffix.length
}
