/** Keeps the result of a pure function for each pair of objects that never change, as long as both live. */
export function memoize<A extends object, B extends object, Result>(
  compute: (a: A, b: B) => Result,
): (a: A, b: B) => Result {
  const results = new WeakMap<A, WeakMap<B, { readonly result: Result }>>()
  return (a, b) => {
    const known = results.get(a)?.get(b)
    if (known !== undefined) return known.result
    const byB = results.get(a) ?? new WeakMap<B, { readonly result: Result }>()
    const result = compute(a, b)
    results.set(a, byB.set(b, { result }))
    return result
  }
}
