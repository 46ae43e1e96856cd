const uri = /secret:(?:\/\/[0-9a-f-]{36}\/)?[0-9a-z]{20}(?![0-9a-z])/g

/** Every URI of a secret in a text, in order. */
export function secretUrisIn(text: string): readonly string[] {
  return text.match(uri) ?? []
}

/** Whether a text is the URI of a secret, and nothing else. */
export function isSecretUri(text: string): boolean {
  return secretUrisIn(text)[0] === text
}

/** What is the same in all URIs of one secret: some name its model too. */
export function secretIdOf(text: string): string {
  return text.slice(-idLength)
}

const idLength = 20

/** The label of a secret that a databag names. */
export function databagLabel(relation: string, bag: string, name: string): string {
  return `${labelStart}${relation}/${bag}/${name}`
}

/** Of which databag a secret with this label is; undefined for the label of any other secret. */
export function scopeOfDatabag(label: string): { readonly relation: string; readonly bag: 'unit' | 'app' } | undefined {
  const [relation = '', bag] = label.startsWith(labelStart) ? label.slice(labelStart.length).split('/') : []
  return relation.includes(':') && (bag === 'unit' || bag === 'app') ? { relation, bag } : undefined
}

const labelStart = 'interlayer/'

/**
 * Stands for the URI of a secret that the hook is going to make, wherever its text names it. It survives in any text that
 * escapes characters, and none is part of another.
 */
export function pendingUri(label: string): string {
  return `secret:#${label.replaceAll(/[^\w./:-]/g, escaped)}#`
}

/** The label of a secret that the hook is going to make; undefined for the URI of any other. */
export function pendingLabel(text: string): string | undefined {
  const [found, label] = pending.exec(text) ?? []
  return found === text ? label : undefined
}

/** The URIs of all secrets in a text, and what stands for those that are to be made. */
export function secretsNamedIn(text: string): ReadonlySet<string> {
  return new Set([...secretUrisIn(text), ...(text.match(allPending) ?? [])])
}

/** The text with the URIs of secrets where something stood for them. */
export function withSecretUris(text: string, uris: ReadonlyMap<string, string>): string {
  return text.replaceAll(allPending, (found) => uris.get(found) ?? found)
}

// No id of Juju's has such a character, so neither can be taken for the other.
const pending = /secret:#([\w./:%-]*)#/
const allPending = new RegExp(pending, 'g')

function escaped(character: string): string {
  return `%${character.charCodeAt(0).toString(16)}.`
}
