import { canonicalJson, type Json } from '@interlayer/runtime'
import type { Written } from './conversation.ts'
import type { Cast, Difference, Side } from './pair.ts'

/** Whose databags are compared with those of the reference. */
export interface Compared {
  readonly side: Side
  readonly cast: Exclude<Cast, 'reference'>
}

/** What came of it. */
export interface Comparison {
  /** Differences that nothing allows. */
  readonly problems: readonly string[]
  /** The allowed differences that occurred. */
  readonly occurred: readonly Difference[]
}

/** Compares, byte for byte, what a side has written with what it is in the reference. */
export function compare(
  { side, cast }: Compared,
  [found, wanted]: readonly [Written, Written],
  allowed: readonly Difference[],
): Comparison {
  const problems: string[] = []
  const occurred: Difference[] = []
  for (const { bag, owner, key, text, reference } of differing(side, found, wanted)) {
    const difference = allowed.find((one) => {
      return one.side === side && one.in.includes(cast) && one.bag === bag && one.keys.includes(key)
    })
    if (difference !== undefined && (difference.still === 'any' || meaning(text) === meaning(reference)))
      occurred.push(difference)
    else
      problems.push(
        `${owner} has ${key} = ${text ?? 'nothing'}, and between charms in Python it is ${reference ?? 'nothing'}.`,
      )
  }
  return { problems, occurred }
}

interface Differing {
  readonly bag: 'app' | 'unit'
  readonly owner: string
  readonly key: string
  readonly text: string | undefined
  readonly reference: string | undefined
}

function differing(side: Side, found: Written, wanted: Written): readonly Differing[] {
  const units = keysOf(found.units, wanted.units).map((owner) => {
    return { bag: 'unit' as const, owner, one: found.units[owner] ?? {}, other: wanted.units[owner] ?? {} }
  })
  return [{ bag: 'app' as const, owner: side, one: found.app, other: wanted.app }, ...units].flatMap(
    ({ bag, owner, one, other }) =>
      keysOf(one, other)
        .map((key) => ({ bag, owner, key, text: one[key], reference: other[key] }))
        .filter(({ text, reference }) => text !== reference),
  )
}

function keysOf(one: object, other: object): readonly string[] {
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].sort()
}

/** Equal for texts that are equal as JSON, whatever the order of members and the blanks. */
function meaning(text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  try {
    // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- JSON.parse is typed any
    return canonicalJson(JSON.parse(text) as Json)
  } catch {
    return text
  }
}
