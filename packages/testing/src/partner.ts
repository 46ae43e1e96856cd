import type { Role } from '@interlayer/runtime'

/** Texts by key, as they stand in a databag or in a secret. */
export type Texts = Readonly<Record<string, string>>

/** The other side as this one finds it: what one unit of it, and its application, have written. */
export interface Partner {
  readonly unit?: Texts
  readonly app?: Texts
  /** Content by URI, of the secrets that the databags name. */
  readonly secrets?: Readonly<Record<string, Texts>>
}

/**
 * Partners by what they are an example of. `valid` is whole, `partial` lacks something that is needed, `invalid` has a text that
 * does not decode, `older` is of an older wire, or writes older names. Any other name is one more that is whole.
 */
export interface SidePartners {
  readonly valid?: Partner
  readonly partial?: Partner
  readonly invalid?: Partner
  readonly older?: Partner
  readonly [name: string]: Partner | undefined
}

/** What `./testing` of an interface package exports as `partners`: by the side that they take. */
export type Partners = Readonly<Partial<Record<Role, SidePartners>>>
