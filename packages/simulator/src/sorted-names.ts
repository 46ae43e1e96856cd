/** A set of names in string order, as Juju's agent goes through units: `u/10` comes before `u/2`. */
export class SortedNames {
  readonly #names: string[] = []

  get first(): string | undefined {
    return this.#names[0]
  }

  add(name: string): void {
    const place = this.#place(name)
    if (this.#names[place] !== name) this.#names.splice(place, 0, name)
  }

  delete(name: string): void {
    const place = this.#place(name)
    if (this.#names[place] === name) this.#names.splice(place, 1)
  }

  /** Where the name is, or belongs. */
  #place(name: string): number {
    let low = 0
    let high = this.#names.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.#names[middle] ?? '') < name) low = middle + 1
      else high = middle
    }
    return low
  }
}
