import { isMap, parseDocument, type Document, type Pair, type ParsedNode, type YAMLMap } from 'yaml'
import { CliError } from '../errors.ts'
import { lineOf } from '../input/text.ts'

/** A YAML file with its text, in which lines and characters can be pointed at. */
export interface YamlFile {
  readonly name: string
  readonly text: string
  /** The whole of it. */
  readonly root: YamlMapping
}

/** A mapping in a file. */
export interface YamlMapping {
  /** Undefined where nothing stands in its place. */
  readonly node: YAMLMap.Parsed | undefined
  /** The key of which it is the value; undefined for the whole file. */
  readonly owner: YamlEntry | undefined
  readonly entries: ReadonlyMap<string, YamlEntry>
}

/** A key of a mapping with its value. */
export interface YamlEntry {
  readonly file: string
  readonly key: string
  readonly line: number
  readonly pair: Pair<ParsedNode, ParsedNode | null>
  /** The mapping that it stands in. */
  readonly parent: YAMLMap.Parsed
  readonly value: unknown
}

/** The text of a file, taken apart by the rules of YAML 1.1 as Juju has them. INPUT_INVALID when it is no YAML. */
export function parseYamlFile(name: string, text: string): YamlFile {
  return parsed(name, text, ({ contents }) => ({ name, text, root: mappingOf({ name, text }, contents, undefined) }))
}

/** What a file says, as plain data. INPUT_INVALID when it is no YAML. */
export function parsePlain(name: string, text: string): unknown {
  return parsed(name, text, (document): unknown => document.toJS())
}

function parsed<T>(name: string, text: string, read: (document: Document.Parsed) => T): T {
  try {
    const document = parseDocument(text, { version: '1.1', logLevel: 'silent' })
    const [error] = document.errors
    if (error === undefined) return read(document)
    throw invalid(`${name}:${error.linePos?.[0].line ?? 1} is not YAML (${error.code})`)
  } catch (cause) {
    if (cause instanceof CliError) throw cause
    throw invalid(`${name} cannot be read as YAML`, cause)
  }
}

/** The value of a key as a mapping. INPUT_INVALID when it is another thing. */
export function mappingAt(file: YamlFile, entry: YamlEntry): YamlMapping {
  return mappingOf(file, entry.pair.value, entry)
}

function mappingOf(
  { name, text }: Pick<YamlFile, 'name' | 'text'>,
  node: ParsedNode | null,
  owner: YamlEntry | undefined,
): YamlMapping {
  if (node === null || (!isMap(node) && node.toJSON() === null)) return { node: undefined, owner, entries: new Map() }
  if (!isMap<ParsedNode, ParsedNode | null>(node)) {
    const where = owner === undefined ? name : `${name}:${owner.line}: "${owner.key}"`
    throw invalid(`${where} is no mapping`)
  }
  const entries = node.items.map((pair): readonly [string, YamlEntry] => {
    const key = String(pair.key.toJSON())
    const line = lineOf(text, pair.key.range[0])
    return [key, { file: name, key, line, pair, parent: node, value: valueOf(pair.value) }]
  })
  return { node, owner, entries: new Map(entries) }
}

function valueOf(node: ParsedNode | null): unknown {
  return node?.toJSON()
}

function invalid(problem: string, cause?: unknown): CliError {
  return new CliError('INPUT_INVALID', `${problem}: write what Juju reads.`, { cause })
}
