import type { Random } from './random.ts'

/** A set from which one member is drawn by chance, in constant time. Equal histories draw alike. */
export class DrawSet<T> {
  readonly #members: T[] = []
  readonly #places = new Map<T, number>()

  get size(): number {
    return this.#members.length
  }

  has(member: T): boolean {
    return this.#places.has(member)
  }

  add(member: T): void {
    if (this.#places.has(member)) return
    this.#places.set(member, this.#members.length)
    this.#members.push(member)
  }

  delete(member: T): void {
    const place = this.#places.get(member)
    if (place === undefined) return
    this.#places.delete(member)
    const last = this.#members.pop()
    if (last === undefined || last === member) return
    this.#members[place] = last
    this.#places.set(last, place)
  }

  [Symbol.iterator](): IterableIterator<T> {
    return this.#members[Symbol.iterator]()
  }

  draw(random: Random): T | undefined {
    return this.#members.length < 2 ? this.#members[0] : this.#members[random.below(this.#members.length)]
  }
}
