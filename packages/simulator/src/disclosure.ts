/** What the trace may show of a databag. It needs no more of a definition's fields than this. */
export type DisclosedFields = Readonly<Record<string, { readonly options: { readonly sensitive?: boolean } }>>

/** One side of an interface: the fields that it writes. */
export interface DisclosedSide {
  readonly unit?: DisclosedFields
  readonly app?: DisclosedFields
}

/** By endpoint: what the writer's own definition declares. */
export type Disclosure = ReadonlyMap<string, DisclosedSide>

const jujuKeys: ReadonlySet<string> = new Set(['private-address', 'ingress-address', 'egress-subnets'])

/** The value as the trace shows it: hidden when sensitive, as a length when nobody declared the key. */
export function disclosed(fields: DisclosedFields | undefined, key: string, value: string): string {
  const field = declaration(fields ?? {}, key)
  if (field !== undefined) return field.options.sensitive ? '***' : value
  return jujuKeys.has(key) ? value : `<${value.length} characters>`
}

/** An exact key wins, then the family with the longest fixed text. */
function declaration(fields: DisclosedFields, key: string): DisclosedFields[string] | undefined {
  if (Object.hasOwn(fields, key)) return fields[key]
  let best: string | undefined
  for (const name of Object.keys(fields)) {
    if (matches(name, key) && (best === undefined || fixedLength(name) > fixedLength(best))) best = name
  }
  return best === undefined ? undefined : fields[best]
}

/** Whether the key is a member of the family, like `{unit}.server.cert`: at least one character for the placeholder. */
function matches(family: string, key: string): boolean {
  const open = family.indexOf('{')
  const close = family.indexOf('}')
  if (open < 0 || close < open) return false
  return (
    key.startsWith(family.slice(0, open)) && key.endsWith(family.slice(close + 1)) && key.length > fixedLength(family)
  )
}

function fixedLength(family: string): number {
  return family.length - (family.indexOf('}') - family.indexOf('{') + 1)
}
