import type { Partners } from './partner.ts'
import type { Side } from './side.ts'

/** Everything that the suite has to be told of an interface. */
export interface InterfaceCall {
  /** Every side that a charm can take, and each of its older wires as a side of its own, for charms that know nothing newer. */
  readonly sides: readonly Side[]
  /** Of the package's `./testing`. */
  readonly partners: Partners
  /** Folders with stories that were recorded from originals; those of other interfaces in them are passed over. */
  readonly fixtures?: readonly URL[]
  /** Keys whose bytes the original does not fix, such as JSON in whatever order: those are compared by meaning. */
  readonly byMeaning?: readonly string[]
  /** Parts of texts that depend on who wrote first, such as ids and what is hashed with them: no life has to end in the same ones. */
  readonly byChance?: readonly RegExp[]
}
