import type { AnyCharm, Hook } from '@interlayer/runtime'

/** The sides of an interface, as COMPAT.md calls them. */
export type Side = 'provider' | 'requirer'

/** The conversations of a pair, named by whose provider it is: ours with their requirer, theirs with ours, and theirs with theirs. */
const casts = ['ours', 'theirs', 'reference'] as const

/** One of them. */
export type Cast = (typeof casts)[number]

/** The conversations that a pair has; where Juju provides, there is no provider of ours. */
export function castsOf({ provider }: Pair): readonly Cast[] {
  return provider === undefined ? casts.filter((cast) => cast !== 'ours') : casts
}

/** What a charm of ours does last in each hook: says in its status what it knows, and fails where the story wants it. */
export type End = (
  hook: Pick<Hook, 'name' | 'unit' | 'status'> & { readonly config: { readonly edition: string } },
  known: unknown,
) => void

/** One interface, and the charms in Python that it is spoken with. */
export interface Pair {
  readonly name: string
  readonly interface: string
  /** Name of the endpoint, the same on all sides. */
  readonly endpoint: string
  readonly partner: Partner
  /** Our charms; their option `edition` is a number that what they give follows. Without a provider, Juju itself provides. */
  readonly provider?: (end: End) => AnyCharm
  readonly requirer: (end: End) => AnyCharm
  /** What the leader of a provider has to know while all is complete. */
  readonly provided?: (scene: Scene) => unknown
  /** What each unit of a requirer has to know while all is complete. */
  readonly required: (scene: Scene) => unknown
  /** What a unit of a requirer has to know when the relation is gone. */
  readonly nothing: unknown
  /** What differs from one run to the next, by what it is called instead. */
  readonly varies?: Readonly<Record<string, RegExp>>
  readonly differences?: readonly Difference[]
  /** The side of which charms in Python leave secrets behind, and why that is so. */
  readonly left?: { readonly side: Side; readonly reason: string }
  /** What a unit of a provider has to have in its databag, byte for byte, as a description of the wire computes it. */
  readonly vector?: { readonly edition: number; readonly texts: Readonly<Record<string, string>> }
}

/** Charms in Python. */
export interface Partner {
  /** Name of the environment in `tooling/python`. */
  readonly environment: string
  /** Name of the package that the charms stand for, as it is pinned. */
  readonly package: string
  /** File of the charm in `charms`, or folder of files that its directory has beside it. */
  readonly charm: string
  /** Sides that are no original: they are written here, by a description of the wire. */
  readonly madeHere: readonly Side[]
}

/** Who is there when knowledge is compared, by the names that all conversations have. */
export interface Scene {
  readonly edition: number
  /** The unit that is asked. */
  readonly unit: string
  /** Units of the requirer, in order. */
  readonly requirers: readonly string[]
  readonly providers: readonly string[]
}

/** A difference between what ours and theirs write that is allowed, and has to occur. */
export interface Difference {
  /** Whose databag it is. */
  readonly side: Side
  readonly bag: 'app' | 'unit'
  readonly keys: readonly string[]
  /** The conversations in which it occurs. */
  readonly in: readonly Exclude<Cast, 'reference'>[]
  /** `meaning`: both read as the same JSON; `any`: no more than that they may differ. */
  readonly still: 'meaning' | 'any'
  readonly reason: string
}

/** Whether the application is of our make. */
export function oursIn(cast: Cast, side: Side): boolean {
  return cast === (side === 'provider' ? 'ours' : 'theirs')
}
