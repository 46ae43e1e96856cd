/** A text as TypeScript. */
export function quote(text: string): string {
  const inner = JSON.stringify(text)
    .slice(1, -1)
    .replaceAll(String.raw`\"`, '"')
    .replaceAll("'", String.raw`\'`)
  return `'${inner}'`
}

/** A JSON value as TypeScript. */
export function literal(value: unknown): string {
  if (typeof value === 'string') return quote(value)
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value).map(([name, member]) => `${memberName(name)}: ${literal(member)}`)
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`
}

/** The name of a member in an object. */
export function memberName(name: string): string {
  // Written as it is, it would be the prototype.
  if (name === '__proto__') return `['__proto__']`
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : quote(name)
}

/** An object with a member on each line. */
export function block(members: readonly string[]): string {
  return members.length === 0 ? '{}' : `{\n${members.map((member) => `${indent(member)},\n`).join('')}}`
}

/** The name of a constant, from words of any kind: `RecordKind`. */
export function pascal(text: string): string {
  const name = text
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')
  return /^[A-Z]/.test(name) ? name : `Schema${name}`
}

/** The name of a definition: `dnsRecord`. */
export function camel(text: string): string {
  const name = pascal(text)
  return name.charAt(0).toLowerCase() + name.slice(1)
}

function indent(text: string): string {
  return text.replaceAll(/^(?=.)/gm, '  ')
}
