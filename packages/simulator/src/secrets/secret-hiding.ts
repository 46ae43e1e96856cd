import type { World } from '../state.ts'
import type { TraceEvent } from '../trace.ts'
import type { SecretContent } from './secret.ts'

/** Shorter content is not looked for in texts: it would blot out half of them. */
const shortest = 4

/** Remembers what must not be shown, from the moment when a hook or the operator says it. */
export function hideContent({ hidden }: World, content: SecretContent): void {
  for (const value of content.values()) {
    const text = Buffer.from(value, 'base64').toString()
    for (const shown of [text, value]) if (shown.length >= shortest) hidden.add(shown)
  }
}

/** The text with `***` for each content of a secret. */
export function withoutSecretsIn(hidden: ReadonlySet<string>, text: string): string {
  return [...hidden].reduce((left, content) => left.replaceAll(content, '***'), text)
}

/** The event with `***` for each content of a secret in the texts that charms write. */
export function withoutSecrets(hidden: ReadonlySet<string>, event: TraceEvent): TraceEvent {
  if (hidden.size === 0) return event
  const clean = (text: string): string => withoutSecretsIn(hidden, text)
  if ('lines' in event) return { ...event, lines: event.lines.map(clean) }
  if ('message' in event) return { ...event, message: clean(event.message) }
  if ('version' in event) return { ...event, version: clean(event.version) }
  if (event.event === 'hook' && event.error !== undefined)
    return { ...event, error: { ...event.error, message: clean(event.error.message) } }
  if (event.event !== 'databag') return event
  const { before, after } = event
  return {
    ...event,
    ...(before !== undefined && { before: clean(before) }),
    ...(after !== undefined && { after: clean(after) }),
  }
}
