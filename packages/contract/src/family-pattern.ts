import type { FieldContracts } from './contract.ts'

/**
 * A pattern for each family among the keys of a databag. Plain keys and their aliases belong to no family, and a key that two
 * families would take belongs to the one with the longer fixed text.
 */
export function familyPatterns(fields: FieldContracts): ReadonlyMap<string, string> {
  const plain = Object.entries(fields).flatMap(([key, { placeholder, aliases = [] }]) =>
    placeholder === undefined ? [key, ...aliases] : [],
  )
  const families = Object.keys(fields)
    .filter((key) => fields[key]?.placeholder !== undefined)
    .map(toFamily)
    .sort((a, b) => b.prefix.length + b.suffix.length - a.prefix.length - a.suffix.length)
  return new Map(
    families.map((family, index) => {
      const others = [
        ...plain.filter((key) => takes(family, key)).map(escape),
        ...families
          .slice(0, index)
          .filter((longer) => overlaps(longer, family))
          .map(bodyOf),
      ]
      // A look ahead is what some engines lack, so it stands only where it is needed.
      const except = others.length === 0 ? '' : `(?!(?:${others.join('|')})$)`
      return [family.key, `^${except}${bodyOf(family)}$`]
    }),
  )
}

/** The fixed text around the placeholder of a family. */
export interface Family {
  readonly key: string
  readonly prefix: string
  readonly suffix: string
}

/** The family that such a key declares. */
export function toFamily(key: string): Family {
  return { key, prefix: key.slice(0, key.indexOf('{')), suffix: key.slice(key.indexOf('}') + 1) }
}

/** The pattern of its keys, without its ends. */
export function bodyOf({ prefix, suffix }: Pick<Family, 'prefix' | 'suffix'>): string {
  return String.raw`${escape(prefix)}[\s\S]+${escape(suffix)}`
}

function takes({ prefix, suffix }: Family, key: string): boolean {
  return key.length > prefix.length + suffix.length && key.startsWith(prefix) && key.endsWith(suffix)
}

function overlaps(a: Family, b: Family): boolean {
  return (
    (a.prefix.startsWith(b.prefix) || b.prefix.startsWith(a.prefix)) &&
    (a.suffix.endsWith(b.suffix) || b.suffix.endsWith(a.suffix))
  )
}

function escape(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`)
}
