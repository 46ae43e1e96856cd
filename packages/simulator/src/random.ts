/** The only source of chance in a model. */
export interface Random {
  /** A whole number of at least 0 and less than `bound`. */
  below(bound: number): number
}

/** The same seed gives the same numbers (mulberry32; 32 bits are plenty for picking one of some thousand). */
export function seededRandom(seed: number): Random {
  let state = seed | 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
  return { below: (bound) => Math.floor((next() / 0x1_0000_0000) * bound) }
}
