import type { Delta, RawBag } from '../adapter/hook-tools.ts'
import { parseJson } from '../values/json.ts'

/** Longest piece of text under one key, in characters: Juju takes 64 KiB a value, and one is at most 4 bytes of UTF-8. */
export const maxPieceLength = 16_000

/**
 * What the runtime remembers for this unit, in Juju's own state, where it commits together with the databags. One JSON text
 * per key; a longer one continues under `key#1`, `key#2`, …
 */
export class UnitState {
  readonly #stored: RawBag
  readonly #written = new Map<string, string>()
  /** Keys that did not read: what they held starts afresh. */
  readonly unreadable: string[] = []

  constructor(stored: RawBag) {
    this.#stored = stored
  }

  /** The value under a key, or undefined when there is none that can be read. */
  get(key: string): unknown {
    const text = this.#written.get(key) ?? joinPieces(this.#stored, key)
    if (text === '') return undefined
    const parsed = parseJson(text)
    if (parsed === undefined && !this.unreadable.includes(key)) this.unreadable.push(key)
    return parsed?.value
  }

  /** Undefined forgets the key, which costs a call of its own: an empty list or record does as well. */
  set(key: string, value: unknown): void {
    this.#written.set(key, value === undefined ? '' : JSON.stringify(value))
  }

  /** Keys that start so, without those of continuations. */
  keys(prefix: string): readonly string[] {
    const all = new Set([...this.#stored.keys(), ...this.#written.keys()])
    return [...all].filter((key) => key.startsWith(prefix) && !key.includes('#'))
  }

  /** The pieces that differ from what is stored. */
  delta(): Delta {
    const delta = new Map<string, string>()
    for (const [key, text] of this.#written) {
      const pieces = text.length <= maxPieceLength && text !== '' ? [text] : (text.match(pieceOf) ?? [])
      for (const [index, piece] of pieces.entries()) delta.set(pieceKey(key, index), piece)
      for (let index = pieces.length; this.#stored.has(pieceKey(key, index)); index += 1)
        delta.set(pieceKey(key, index), '')
    }
    return new Map([...delta].filter(([key, text]) => !this.#isStored(key, text)))
  }

  /** Nothing, and an empty list or record, is what is not stored. */
  #isStored(key: string, text: string): boolean {
    const stored = this.#stored.get(key)
    return stored === undefined ? ['', '[]', '{}'].includes(text) : stored === text
  }
}

// By whole characters: half of one would not survive on its way through UTF-8.
const pieceOf = new RegExp(`[^]{1,${String(maxPieceLength)}}`, 'gu')

function pieceKey(key: string, index: number): string {
  return index === 0 ? key : `${key}#${String(index)}`
}

function joinPieces(stored: RawBag, key: string): string {
  let text = ''
  for (let index = 0; stored.has(pieceKey(key, index)); index += 1) text += stored.get(pieceKey(key, index)) ?? ''
  return text
}
