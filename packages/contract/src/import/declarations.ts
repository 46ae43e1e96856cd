import { pascal } from './source-text.ts'

/** The schemas that stand as constants before a definition, each before those that use it. */
export class Declarations {
  readonly #sources = new Map<string, string>()

  /** Adds a constant and returns its name. An equal one is there once; another one of the same name gets a number. */
  add(words: string, sourceOf: (name: string) => string): string {
    const wanted = pascal(words)
    for (let number = 1; ; number += 1) {
      const name = number === 1 ? wanted : `${wanted}${number}`
      const source = sourceOf(name)
      const known = this.#sources.get(name)
      if (known === undefined) this.#sources.set(name, source)
      if (known === undefined || known === source) return name
    }
  }

  /** The constants, in order. */
  get source(): string {
    return [...this.#sources.values()].join('\n\n')
  }
}
