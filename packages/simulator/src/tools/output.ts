import { Pair, Scalar, stringify, YAMLMap, YAMLSeq } from 'yaml'

/**
 * What a hook tool prints. A map is a map of Go, whose keys are printed in order; an object is a struct, which keeps its own
 * order. Go prints a list or a map that was never made in a way of its own.
 */
export type Output =
  | string
  | number
  | boolean
  | null
  | readonly Output[]
  | ReadonlyMap<string, Output>
  | Struct
  | typeof noList
  | typeof noMap

/** Its members are printed as they stand. */
export interface Struct {
  readonly [member: string]: Output
}

export const noList: unique symbol = Symbol('no list')
export const noMap: unique symbol = Symbol('no map')

export type Format = 'smart' | 'yaml' | 'json'

/** The text of it. Nothing at all is printed where there is nothing, but in JSON. */
export function formatOutput(output: Output, format: Format): string {
  if (format === 'json') return `${escapeForGo(jsonText(output))}\n`
  if (output === null) return ''
  return format === 'smart' ? formatSmart(output) : formatYaml(output)
}

function formatSmart(output: Exclude<Output, null>): string {
  const text = plainText(output)
  if (text === undefined) return formatYaml(output)
  return text === '' ? '' : `${text}\n`
}

/** Text as it is, a list of texts line by line, and Python's words for yes and no. */
function plainText(output: Output): string | undefined {
  if (typeof output === 'string') return output
  if (output === noList) return ''
  if (typeof output === 'boolean') return output ? 'True' : 'False'
  return output !== null &&
    typeof output === 'object' &&
    isList(output) &&
    output.every((item) => typeof item === 'string')
    ? output.join('\n')
    : undefined
}

function formatYaml(output: Output): string {
  const text = stringify(toYaml(output), {
    version: '1.1',
    indentSeq: false,
    lineWidth: 0,
    aliasDuplicateObjects: false,
  })
  return `${text.replace(/\n+$/, '')}\n`
}

/** As nodes: a map as such would come out as an ordered one, with a tag. */
function toYaml(output: Output): Scalar | YAMLSeq | YAMLMap {
  if (output === noList) return new YAMLSeq()
  if (output === noMap) return new YAMLMap()
  if (output === null || typeof output !== 'object') return new Scalar(output)
  const node = isList(output) ? new YAMLSeq() : new YAMLMap()
  node.items = isList(output)
    ? output.map(toYaml)
    : entriesOf(output).map(([key, inner]) => new Pair(new Scalar(key), toYaml(inner)))
  return node
}

function jsonText(output: Output): string {
  if (typeof output === 'symbol') return 'null'
  if (output === null || typeof output !== 'object') return JSON.stringify(output)
  if (isList(output)) return `[${output.map(jsonText).join(',')}]`
  return `{${entriesOf(output)
    .map(([key, inner]) => `${JSON.stringify(key)}:${jsonText(inner)}`)
    .join(',')}}`
}

function entriesOf(output: ReadonlyMap<string, Output> | Struct): readonly (readonly [string, Output])[] {
  if (!isMap(output)) return Object.entries(output)
  return [...output].sort(([one], [other]) => (one < other ? -1 : 1))
}

/** Go escapes what a browser could take for the end of a script. */
function escapeForGo(json: string): string {
  return json.replace(/[<>&\u2028\u2029]/g, (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

function isList(output: object): output is readonly Output[] {
  return Array.isArray(output)
}

/** Whether it is a map of Go. */
export function isMap(output: object): output is ReadonlyMap<string, Output> {
  return output instanceof Map
}
