import type { Field } from '@interlayer/runtime'

/**
 * What a key of a databag is found to be. `unused` is known, and read by nobody; `default` and `absent` are keys that nobody wrote and
 * nobody has to.
 */
export type KeyState =
  'ok' | 'missing' | 'invalid' | 'deprecated' | 'unused' | 'unknown' | 'juju' | 'default' | 'absent'

/** One key of a databag, judged and explained. */
export interface KeyReading {
  readonly key: string
  readonly state: KeyState
  /** The key of the definition where it is another: a family, or what an alias stands for. */
  readonly field?: string
  readonly description?: string
  /** What is wrong or remarkable about it. */
  readonly why?: string
  /** What the text means, or the text itself where nobody declares it; left out where it is hidden. */
  readonly value?: unknown
  /** Characters of a text that is hidden. */
  readonly hidden?: number
}

/** A text under a key, with the field that it belongs to. */
export interface DeclaredText {
  readonly key: string
  /** The definition's key. */
  readonly declared: string
  readonly field: Field
  readonly text: string
}

/** Judges a text by its field. What is sensitive, a secret, or does not decode is hidden unless it is to be revealed. */
export function readDeclared({ key, declared, field, text }: DeclaredText, reveal: boolean): KeyReading {
  const { options, content, description, presence } = field
  const named = { key, ...(declared !== key && { field: declared }), description }
  const hidden = reveal ? { value: text } : { hidden: text.length }
  const found = field.decode(text)
  if (found.state === 'invalid') return { ...named, state: 'invalid', why: found.problem, ...hidden }
  if (content !== undefined) {
    const keys = Object.keys(content).join(', ')
    return { ...named, state: 'ok', why: `a secret with ${keys}`, ...hidden }
  }
  if (found.state === 'unknown') {
    const state = presence === 'required' ? 'missing' : 'unknown'
    return { ...named, state, why: 'not one of the known words, so it reads as absent', ...hidden }
  }
  const shown =
    options.sensitive === true ? { ...hidden, ...(reveal && { value: found.value }) } : { value: found.value }
  const why = deprecation({ key, declared, field })
  return { ...named, ...(why === undefined ? { state: 'ok' } : { state: 'deprecated', why }), ...shown }
}

/** A key that nobody declares; its text may be anything. */
export function readUnknown(key: string, text: string, { reveal, why }: Stranger): KeyReading {
  return {
    key,
    state: 'unknown',
    ...(why !== undefined && { why }),
    ...(reveal ? { value: text } : { hidden: text.length }),
  }
}

interface Stranger {
  readonly reveal: boolean
  readonly why: string | undefined
}

/** A key that is known and read by nobody; its text is hidden like that of any other that is not decoded. */
export function readUnused(key: string, text: string, { reveal, why }: Stranger): KeyReading {
  return { ...readUnknown(key, text, { reveal, why }), state: 'unused' }
}

/** A field that has no text. */
export function readAbsent(key: string, { presence, description, options }: Field): KeyReading {
  if (presence === 'required') return { key, state: 'missing', description, why: 'nothing is written' }
  if (presence === 'optional') return { key, state: 'absent', description }
  return { key, state: 'default', description, ...(options.sensitive !== true && { value: options.default }) }
}

function deprecation({ key, declared, field }: Omit<DeclaredText, 'text'>): string | undefined {
  const { status, aliases } = field.options
  if (status === 'deprecated') return 'still written, to be replaced'
  if (status === 'readOnly') return 'still read, no longer written'
  return aliases?.includes(key) === true ? `an older name of ${declared}` : undefined
}
