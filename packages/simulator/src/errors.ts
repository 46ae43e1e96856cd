const meanings = {
  NAME_INVALID: 'Juju would not accept the name of an application.',
  METADATA_INVALID: 'Juju would not accept the metadata of a charm.',
  CONFIG_INVALID: 'A configuration option does not exist, or its value has another type.',
  APPLICATION_EXISTS: 'An application of that name is there already.',
  APPLICATION_UNKNOWN: 'The model has no application of that name.',
  UNIT_UNKNOWN: 'The model has no unit of that name.',
  RELATION_UNKNOWN: 'The model has no relation of that number.',
  ENDPOINT_UNKNOWN: 'The application has no endpoint of that name.',
  UNITS_INVALID: 'A number of units that cannot be.',
  SUBORDINATE_UNIT: 'The units of a subordinate come and go with their principals.',
  NOT_ALIVE: 'The application or unit is being removed.',
  RELATION_IMPOSSIBLE: 'No two of the endpoints fit together.',
  RELATION_AMBIGUOUS: 'More than one pair of endpoints fits.',
  RELATION_EXISTS: 'The two endpoints are related already.',
  RELATION_LIMIT: 'An endpoint has as many relations as its metadata allows.',
  RELATION_PEER: 'A peer relation lives as long as its application.',
  HOOK_NOT_TRIGGERABLE: 'The hook is not one that an operator can cause.',
  HOOK_FAILED: 'A hook failed as often as it may be tried.',
  HOOK_NOT_FAILED: 'There is no failed hook to resolve.',
  SECRET_UNKNOWN: 'The model has no such secret, or no charm owns it.',
  OPERATION_IMPOSSIBLE: 'Actions and commands are for units that are processes.',
  HOOK_INTERRUPTED: 'A hook was hit by one of the faults that the model is to have.',
  FAULTS_INVALID: 'The shares of hooks that faults are to hit cannot be.',
  HOOK_PROCESS_FAILED: 'The process of a hook could not be started, failed, or took too long.',
  TOOL_REFUSED: 'A hook tool was called wrongly, or by whom Juju does not allow it.',
  FLUSH_REFUSED: 'What a hook wrote could not be committed.',
  EXCHANGE_UNBOUNDED: 'Charms keep answering each other.',
  SETTLE_STOPPED: 'The model was told to stop before it was quiet.',
  SETTLE_UNBOUNDED: 'More turns were needed than one settle may take.',
  MODEL_BUSY: 'Hooks of the model are being run already.',
  BUNDLE_INVALID: 'A bundle is not what Juju reads.',
  CHARM_DIRECTORY_INVALID: 'The files of a charm are not what Juju reads.',
  SUPERVISOR_UNAVAILABLE: 'The supervisor of workloads could not start.',
  ADDRESS_REFUSED: 'A workload may listen on loopback addresses only.',
} as const

export type ModelErrorCode = keyof typeof meanings

/** All codes with their meaning. */
export const modelErrorCodes: Readonly<Record<ModelErrorCode, string>> = meanings

/** The one error of a model. The message says what happened with which value, then what to do; a charm's error is its cause. */
export class ModelError extends Error {
  override readonly name = 'ModelError'
  readonly code: ModelErrorCode

  constructor(code: ModelErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
