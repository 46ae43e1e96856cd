/** What can be wrong with what a model is told to do, or with what happens in it. Codes are stable. */
export type ModelErrorCode =
  /** A name of an application, unit or endpoint that Juju would not accept. */
  | 'NAME_INVALID'
  /** Metadata that Juju would not accept. */
  | 'METADATA_INVALID'
  /** An option that the charm does not have, or a value of another type. */
  | 'CONFIG_INVALID'
  | 'APPLICATION_EXISTS'
  | 'APPLICATION_UNKNOWN'
  | 'UNIT_UNKNOWN'
  | 'RELATION_UNKNOWN'
  | 'ENDPOINT_UNKNOWN'
  /** Units of a subordinate come and go with their principals. */
  | 'SUBORDINATE_UNIT'
  /** The application, unit or relation is being removed. */
  | 'NOT_ALIVE'
  /** Endpoints that do not fit: the same application, other interfaces, equal roles, a scope without a subordinate. */
  | 'RELATION_IMPOSSIBLE'
  /** More than one pair of endpoints fits. */
  | 'RELATION_AMBIGUOUS'
  | 'RELATION_EXISTS'
  /** One end has as many relations as its metadata allows. */
  | 'RELATION_LIMIT'
  /** A peer relation lives as long as its application. */
  | 'RELATION_PEER'
  /** A hook that the operator cannot cause. */
  | 'HOOK_NOT_TRIGGERABLE'
  /** A hook kept failing for as often as it is retried. */
  | 'HOOK_FAILED'
  /** There is no failed hook to resolve. */
  | 'HOOK_NOT_FAILED'
  /** A hook tool was called wrongly, or by whom Juju does not allow it. */
  | 'TOOL_REFUSED'
  /** What a hook wrote could not be committed. */
  | 'FLUSH_REFUSED'
  /** Charms that keep answering each other. */
  | 'EXCHANGE_UNBOUNDED'
  /** More hooks than one `settle` may run. */
  | 'SETTLE_UNBOUNDED'
  /** `step` or `settle` while another one is under way. */
  | 'MODEL_BUSY'
  | 'BUNDLE_INVALID'
  | 'CHARM_DIRECTORY_INVALID'

/** The only error that a model throws by itself. What a charm threw is its `cause`. */
export class ModelError extends Error {
  override readonly name = 'ModelError'
  readonly code: ModelErrorCode

  constructor(code: ModelErrorCode, message: string, options?: ErrorOptions) {
    super(`${code}: ${message}`, options)
    this.code = code
  }
}
