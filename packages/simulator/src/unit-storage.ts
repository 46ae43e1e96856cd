/** One piece of storage of a unit. */
export interface Storage {
  /** `data/0`, the number counted over the whole model. */
  readonly id: string
  /** As the charm's metadata names it. */
  readonly name: string
  /** Whether its hook has told the charm of it. */
  attached: boolean
}
