import { insertion, removal, replacement, type Edit } from './edit.ts'
import { mappingAt, type YamlEntry, type YamlFile } from './yaml-file.ts'

/** What stands in the mapping under a key; a text is the short form of an endpoint. */
export function membersOf(file: YamlFile, entry: YamlEntry): Readonly<Record<string, unknown>> {
  if (typeof entry.value === 'string') return { interface: entry.value }
  return Object.fromEntries([...mappingAt(file, entry).entries.values()].map(({ key, value }) => [key, value]))
}

/** Gives the mapping under a key another member; undefined takes it out. */
export function withMember(file: YamlFile, entry: YamlEntry, [key, value]: readonly [string, unknown]): Edit {
  if (typeof entry.value === 'string') return replacement(file, entry, value)
  const mapping = mappingAt(file, entry)
  const found = mapping.entries.get(key)
  if (found === undefined) return insertion(file, mapping, { key, value })
  return value === undefined ? removal(file, found) : replacement(file, found, value)
}

/** Where a member stands, or the key that it belongs under. */
export function lineOfMember(file: YamlFile, entry: YamlEntry, key: string): number {
  if (typeof entry.value === 'string') return entry.line
  return mappingAt(file, entry).entries.get(key)?.line ?? entry.line
}
