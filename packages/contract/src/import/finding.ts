/** Something that a schema says and the definition does not. */
export interface Finding {
  /** Which schema: `provides.app`. */
  readonly databag: string
  /** Where in it, as a JSON pointer: `/properties/host/format`. */
  readonly pointer: string
  readonly effect: Effect
  readonly message: string
}

/** What the definition does otherwise: accept more than the schema, accept less, or say less to people. */
export type Effect = 'accepts-more' | 'accepts-less' | 'words'
