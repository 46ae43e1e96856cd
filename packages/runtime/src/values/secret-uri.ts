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

/** Stands for the URI of a secret that the hook is going to make, wherever its text names it. */
export function pendingUri(label: string): string {
  return `${pending}${label}`
}

/** The label of a secret that the hook is going to make; undefined for the URI of any other. */
export function pendingLabel(text: string): string | undefined {
  return text.startsWith(pending) ? text.slice(pending.length) : undefined
}

// No id of Juju's has such a character, so neither can be taken for the other.
const pending = 'secret:#'
