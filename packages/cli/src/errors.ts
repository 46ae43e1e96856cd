const meanings = {
  USAGE: 'A command was called wrongly.',
  INPUT_INVALID: 'A file, or what came by standard input, is not what the command reads.',
  FILE_UNREADABLE: 'A file could not be read.',
  INTERFACE_UNKNOWN: 'A package is not installed, or exports no side of an interface.',
  BUNDLE_FAILED: 'The code of a charm cannot be put into one file.',
  NODE_MISSING: 'The Node that a charm is to bring along is not installed.',
  OUTPUT_UNWRITABLE: 'A file could not be written.',
  HOOK_ENDED: 'A command for handlers ran when its hook had ended.',
  HOOK_MISSING: 'A command for handlers ran where there is no hook, and no unit of Juju.',
} as const

export type CliErrorCode = keyof typeof meanings

/** Every way in which a command refuses, and what each means. */
export const cliErrorCodes: Readonly<Record<CliErrorCode, string>> = meanings

/** How a command ends that could not do its work, as in sysexits.h: 0 and 1 are answers. */
const statuses: Readonly<Record<CliErrorCode, number>> = {
  USAGE: 64,
  INPUT_INVALID: 65,
  FILE_UNREADABLE: 66,
  INTERFACE_UNKNOWN: 69,
  BUNDLE_FAILED: 65,
  NODE_MISSING: 69,
  OUTPUT_UNWRITABLE: 73,
  HOOK_ENDED: 69,
  HOOK_MISSING: 69,
}

/** Something inside went wrong that none of the codes speaks of. */
const unforeseen = 70

/** The one error of the command line. The message says what happened with which value, then what to do. */
export class CliError extends Error {
  override readonly name = 'CliError'
  readonly code: CliErrorCode

  constructor(code: CliErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

/** What the hook itself refused, with the code that the runtime has for it. */
export class RefusedError extends Error {
  override readonly name = 'InterlayerError'
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

/** Those of the runtime's errors that are Juju's; any other says that something was asked that does not fit. */
const jujuCodes = ['ENVIRONMENT_INVALID', 'AGENT_UNREACHABLE', 'AGENT_LOST', 'TOOL_FAILED']

/** The exit status for an error, 64 or above. */
export function statusOf(error: unknown): number {
  if (!(error instanceof Error)) return unforeseen
  const code = codeOf(error)
  // By name: in a packed charm, the error of a command may be of another file, with classes of its own.
  if (error.name === 'CliError') return new Map(Object.entries(statuses)).get(code) ?? unforeseen
  if (error.name !== 'InterlayerError') return unforeseen
  return jujuCodes.includes(code) ? statuses.HOOK_MISSING : statuses.INPUT_INVALID
}

/** What is printed of an error: its code and message, and of one that nobody foresaw where it was. */
export function tellError(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const code = codeOf(error)
  return code === '' ? (error.stack ?? error.message) : `${code}: ${error.message}`
}

/** Why the system refused something, as it calls that. */
export function reasonOf(error: unknown): string {
  return (error instanceof Error && codeOf(error)) || String(error)
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : ''
}
