/** A value that does not show itself: in text and JSON it is `***`, and printed it has no members. */
export class Sensitive<T> {
  readonly #value: T

  constructor(value: T) {
    this.#value = value
  }

  /** The value itself. */
  reveal(): T {
    return this.#value
  }

  toString(): string {
    return shown
  }

  toJSON(): string {
    return shown
  }
}

/** The value itself, also of one that does not show itself. */
export function revealed(value: unknown): unknown {
  return value instanceof Sensitive ? value.reveal() : value
}

/** Whether something sensitive is anywhere in a value. */
export function holdsSensitive(value: unknown): boolean {
  if (value instanceof Sensitive) return true
  if (typeof value !== 'object' || value === null) return false
  return (value instanceof Map || value instanceof Set ? [...value] : Object.values(value)).some(holdsSensitive)
}

const shown = '***'
