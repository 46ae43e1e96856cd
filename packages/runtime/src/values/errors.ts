/** Every way in which the runtime refuses its users, and what each means. What a remote charm does wrong is never among them. */
const meanings = {
  DEFINITION_INVALID: 'An interface definition, a field or a charm is put together wrongly.',
  CONTRACT_BROKEN: 'A class does not have what its definition declares, or one of its flags throws.',
  CONDITION_UNKNOWN: 'A condition names a flag that does not exist.',
  FLAG_DERIVED: 'A flag that is computed or belongs to an interface was set or cleared.',
  HANDLER_DUPLICATE: 'Two handlers have the same id.',
  HANDLER_FAILED: 'A handler threw or never ended, or a program ended with another status than 0.',
  CHANGES_UNWATCHED: 'A handler asks for changes that its condition does not watch.',
  SCHEMA_ASYNC: 'A schema validates asynchronously; reading a databag is synchronous.',
  DISPATCH_UNBOUNDED: 'Handlers keep setting each other off.',
  TRIGGER_UNBOUNDED: 'Flags keep setting and clearing each other.',
  WRITE_TOO_LATE: 'Something was written after the hook had committed.',
  ENCODE_INVALID: 'A value cannot be written to its field, or not be remembered.',
  SECRET_REFUSED:
    'A secret of the charm’s own has a content or a plan that Juju would not take, or is another’s to keep.',
  CONFIG_INVALID: 'A configuration option is missing or does not decode.',
  ACTION_UNKNOWN: 'The charm has no action of that name.',
  PORT_INVALID: 'A port or range of ports is none that Juju could open.',
  ENDPOINT_UNKNOWN: 'The charm has no endpoint of that name.',
  METHOD_UNKNOWN: 'The endpoint declares no method of that name.',
  PARAMS_INVALID: 'The parameters of a method do not fit its declaration.',
  ENVIRONMENT_INVALID:
    'An environment variable of the hook is missing, or has a value that is none of those it may have.',
  HOOK_STOPPED: 'The process of a hook was told to stop before it had ended.',
  AGENT_UNREACHABLE: 'The unit’s agent could not be connected to.',
  AGENT_LOST: 'The unit’s agent did not answer a hook tool that was called.',
  TOOL_FAILED: 'A hook tool of Juju refused, or could not be run.',
} as const

export type ErrorCode = keyof typeof meanings

/** All codes with their meaning, for documentation and for tests that the table is complete. */
export const errorCodes: Readonly<Record<ErrorCode, string>> = meanings

/** The one error of the runtime. The message says what happened with which value, then what to do; secrets are never in it. */
export class InterlayerError extends Error {
  override readonly name = 'InterlayerError'
  readonly code: ErrorCode
  readonly details: Readonly<Record<string, unknown>>

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    const { cause, ...rest } = details
    super(message, cause === undefined ? {} : { cause })
    this.code = code
    this.details = rest
  }
}

/** Facts beside the message; `cause` is the error that led here. */
export type ErrorDetails = Readonly<Record<string, unknown>>

/** The end of a message about an unknown name: the likely one, or all there are. */
export function suggest(likely: string | undefined, all: Iterable<string>): string {
  if (likely !== undefined) return `Did you mean "${likely}"?`
  const names = [...all]
  return names.length > 0 ? `There are: ${names.join(', ')}.` : 'There are none.'
}
