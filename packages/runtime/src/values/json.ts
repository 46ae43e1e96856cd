/** Nesting beyond this is refused when JSON is read; a databag has no honest use for it. */
const maxJsonDepth = 64

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

/** Sorted keys, no blanks: one text for one meaning. Members that are undefined are left out. */
export function canonicalJson(value: unknown): string {
  return write(value, { comma: ',', colon: ':', sort: true, ascii: false })
}

/** The bytes that Python's json.dumps writes: a blank after commas and colons, everything outside ASCII escaped. */
export function pythonJson(value: unknown, options: { readonly sortKeys?: boolean } = {}): string {
  return write(value, { comma: ', ', colon: ': ', sort: options.sortKeys ?? false, ascii: true })
}

/** Parses text that another charm wrote; undefined when it is not JSON or nested too deep. */
export function parseJson(text: string): { readonly value: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return deeperThan(value, maxJsonDepth) ? undefined : { value }
  } catch {
    return undefined
  }
}

/** A plain object, as JSON has them. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The members of a record that are texts; of anything else, none. */
export function textsIn(value: unknown): ReadonlyMap<string, string> {
  const members = isRecord(value) ? Object.entries(value) : []
  return new Map(members.filter((member): member is [string, string] => typeof member[1] === 'string'))
}

/** The texts of a list; of anything else, none. */
export function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}

interface Style {
  readonly comma: string
  readonly colon: string
  readonly sort: boolean
  readonly ascii: boolean
}

function write(given: unknown, style: Style): string {
  const value = plain(given)
  if (typeof value === 'string') return writeText(value, style)
  if (Array.isArray(value)) return `[${value.map((item) => write(item, style)).join(style.comma)}]`
  if (!isRecord(value)) return writeScalar(value)
  const keys = style.sort ? Object.keys(value).sort() : Object.keys(value)
  let members = ''
  for (const key of keys) {
    const member = value[key]
    if (member === undefined) continue
    members += `${members === '' ? '' : style.comma}${writeText(key, style)}${style.colon}${write(member, style)}`
  }
  return `{${members}}`
}

/** As JSON.stringify has it, with the entries of maps and sets, which it would lose. */
function plain(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if ('toJSON' in value && typeof value.toJSON === 'function') return Reflect.apply(value.toJSON, value, [])
  return value instanceof Map || value instanceof Set ? [...value] : value
}

/** Of what JSON has no form for, as of functions, `null`. */
function writeScalar(value: unknown): string {
  const text: unknown = JSON.stringify(value)
  return typeof text === 'string' ? text : 'null'
}

function writeText(text: string, style: Style): string {
  if (plainText.test(text)) return `"${text}"`
  const written = JSON.stringify(text)
  return style.ascii ? written.replaceAll(/[\u007f-\uffff]/g, escape) : written
}

/** What nearly every text is: nothing in it is escaped. */
const plainText = /^[ !#-[\]-~]*$/

function escape(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
}

function deeperThan(value: unknown, limit: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  return limit === 0 || Object.values(value).some((member) => deeperThan(member, limit - 1))
}
