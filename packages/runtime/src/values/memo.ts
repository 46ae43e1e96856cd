/** Keeps the result of a pure function for each pair of objects that never change, as long as both live; of `B` there are few. */
export function memoize<A extends object, B extends object, Result>(
  compute: (a: A, b: B) => Result,
): (a: A, b: B) => Result {
  const results = new WeakMap<B, WeakMap<A, { readonly result: Result }>>()
  return (a, b) => {
    const known = results.get(b)?.get(a)
    if (known !== undefined) return known.result
    const byA = results.get(b) ?? new WeakMap<A, { readonly result: Result }>()
    const result = compute(a, b)
    results.set(b, byA.set(a, { result }))
    return result
  }
}
