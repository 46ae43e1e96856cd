import { CliError } from '../errors.ts'

/** The text that bytes are; what is not UTF-8 is refused. */
export function decodeUtf8(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new CliError('INPUT_INVALID', `${name} is not UTF-8: give text.`, { cause })
  }
}
