import { InterlayerError } from '../values/errors.ts'
import type { BagKind, Delta, RawBag } from '../adapter/hook-tools.ts'
import { textsOf } from '../values/json.ts'
import { compareText } from '../values/names.ts'
import type { UnitState } from './state.ts'

/** A map that the hook may write: an own databag of a relation, the contents of secrets, or private memory. */
export interface Place {
  /** The relation's id; empty for the memory of the charm as a whole. */
  readonly relation: string
  readonly bag: BagKind | 'memory' | 'digests' | 'secrets' | 'private'
  /** Its content before the hook. */
  readonly before: RawBag
}

/** A map with its content after the hook. */
export interface WrittenPlace extends Place {
  readonly now: RawBag
}

/** Everything that the hook wants to write, held back until it has succeeded. */
export class Draft {
  readonly #written = new Map<string, WrittenPlace>()
  readonly #flags: Set<string>
  /** Why nothing may be written at the moment. */
  #refusal: 'committed' | 'reading' | undefined
  #version = 0

  constructor(state: UnitState) {
    this.#flags = new Set(textsOf(state.get(flagsKey)))
  }

  /** Grows with every change, so that what was computed from the draft can be kept until then. */
  get version(): number {
    return this.#version
  }

  /** The charm's stored flags that are set, sorted. */
  get flags(): readonly string[] {
    return [...this.#flags].sort(compareText)
  }

  isSet(flag: string): boolean {
    return this.#flags.has(flag)
  }

  setFlag(flag: string, value: boolean): void {
    this.#refuseWhenClosed()
    if (this.#flags.has(flag) === value) return
    if (value) this.#flags.add(flag)
    else this.#flags.delete(flag)
    this.#version += 1
  }

  /** The content, this hook's writes included. */
  read(place: Place): RawBag {
    return this.#written.get(keyOf(place))?.now ?? place.before
  }

  write(place: Place, delta: Delta): void {
    this.#refuseWhenClosed()
    const content = this.read(place)
    const now = applyDelta(content, delta)
    if (now === content) return
    this.#written.set(keyOf(place), { ...place, now })
    this.#version += 1
  }

  /** Every place that was written, in the order of the first write. */
  get written(): readonly WrittenPlace[] {
    return [...this.#written.values()]
  }

  /** Called before the commit: what is written from now on would be lost. */
  seal(): void {
    this.#refusal = 'committed'
  }

  /** Runs what may only read. */
  unwritten<T>(read: () => T): T {
    const before = this.#refusal
    this.#refusal ??= 'reading'
    try {
      return read()
    } finally {
      this.#refusal = before
    }
  }

  #refuseWhenClosed(): void {
    if (this.#refusal === 'committed') {
      const message = 'Something was written after the hook had committed. Await every promise that a handler starts.'
      throw new InterlayerError('WRITE_TOO_LATE', message)
    }
    if (this.#refusal === 'reading') {
      throw new InterlayerError(
        'CONTRACT_BROKEN',
        'The getter of a flag writes. Let it answer only; a method or sync() may write.',
      )
    }
  }
}

/** State key of the charm's own flags that are set. */
export const flagsKey = 'interlayer.flags'

/** The content after a change; the very same map when nothing differs. */
function applyDelta(content: RawBag, delta: Delta): RawBag {
  const changed = [...delta].filter(([key, text]) => (content.get(key) ?? '') !== text)
  if (changed.length === 0) return content
  const next = new Map(content)
  for (const [key, text] of changed) {
    if (text === '') next.delete(key)
    else next.set(key, text)
  }
  return next
}

/** The smallest change that turns one content into the other, sorted by key. */
export function deltaBetween(before: RawBag, now: RawBag): Delta {
  const keys = [...new Set([...before.keys(), ...now.keys()])].sort(compareText)
  return new Map(keys.filter((key) => before.get(key) !== now.get(key)).map((key) => [key, now.get(key) ?? '']))
}

function keyOf({ relation, bag }: Place): string {
  return `${relation} ${bag}`
}
