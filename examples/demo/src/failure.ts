/** Something that the demo shows did not hold. */
export class Failure extends Error {
  override readonly name = 'Failure'
}

/** Goes on only if it holds. */
export function hold(condition: boolean, otherwise: string): asserts condition {
  if (!condition) throw new Failure(otherwise)
}
