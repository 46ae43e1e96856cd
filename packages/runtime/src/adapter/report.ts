/** What one successful hook did, for logs, traces and tests. Making it changes nothing: a hook runs the same unobserved. */
export interface HookReport {
  /** Ids of the handlers that ran, in order. */
  readonly ran: readonly string[]
  /**
   * Every flag that holds after the hook, sorted: `website.available`, `configured`. Edges (`changed`, …) are not among them.
   * Undefined when the hook could not see the relations: then it says nothing about flags.
   */
  readonly flags: readonly string[] | undefined
  /** The hook step by step, in order. */
  readonly steps: readonly Step[]
}

/** One thing that happened while handlers were dispatched. */
export type Step =
  /** The flags that held before the first handler. */
  | { readonly step: 'start'; readonly flags: readonly string[] }
  /** The handlers whose conditions held at the start of a round. */
  | { readonly step: 'round'; readonly number: number; readonly due: readonly string[] }
  | { readonly step: 'ran'; readonly handler: string }
  /** A handler that was due but whose condition no longer held at its turn. */
  | { readonly step: 'skipped'; readonly handler: string }
  /** A flag rose or fell; `cause` is the handler, trigger or sync before it. */
  | { readonly step: 'flag'; readonly flag: string; readonly raised: boolean; readonly cause: string }
