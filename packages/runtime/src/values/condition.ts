/** When a handler runs, as plain data: a flag by name, or a combination of conditions. */
export type Condition<Leaf extends string = string> =
  | Leaf
  | { readonly all: readonly Condition<Leaf>[] }
  | { readonly any: readonly Condition<Leaf>[] }
  | { readonly none: readonly Condition<Leaf>[] }

/** Holds when every one holds; with none given it always holds. */
export function all<const Leaf extends string>(...conditions: readonly Condition<Leaf>[]): Condition<Leaf> {
  return { all: conditions }
}

/** Holds when at least one holds. */
export function any<const Leaf extends string>(...conditions: readonly Condition<Leaf>[]): Condition<Leaf> {
  return { any: conditions }
}

/** Holds when none of them holds: `not(a, b)` is neither. */
export function not<const Leaf extends string>(...conditions: readonly Condition<Leaf>[]): Condition<Leaf> {
  return { none: conditions }
}

/** Evaluates a condition; `holds` answers for one flag, and hears whether it stands under an odd number of `not`. */
export function evaluate(
  condition: Condition,
  holds: (leaf: string, negated: boolean) => boolean,
  negated = false,
): boolean {
  if (typeof condition === 'string') return holds(condition, negated)
  if ('all' in condition) return condition.all.every((part) => evaluate(part, holds, negated))
  if ('any' in condition) return condition.any.some((part) => evaluate(part, holds, negated))
  return !condition.none.some((part) => evaluate(part, holds, !negated))
}

/** Every flag that a condition names, in order, repeats included. */
export function leavesOf(condition: Condition): readonly string[] {
  return typeof condition === 'string' ? [condition] : partsOf(condition).flatMap(leavesOf)
}

/** The condition as its author would write it: `all(a, not(b))`. */
export function printCondition(condition: Condition): string {
  if (typeof condition === 'string') return condition
  const name = 'all' in condition ? 'all' : 'any' in condition ? 'any' : 'not'
  return `${name}(${partsOf(condition).map(printCondition).join(', ')})`
}

function partsOf(condition: Exclude<Condition, string>): readonly Condition[] {
  if ('all' in condition) return condition.all
  return 'any' in condition ? condition.any : condition.none
}
