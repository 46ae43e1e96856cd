import { CliError } from '../errors.ts'

/** Most bytes that a file, or standard input, may have. */
export const maxInputBytes = 64 * 1024 * 1024

/** The text that bytes are; what is not UTF-8, or too long, is refused. */
export function decodeUtf8(bytes: Uint8Array, name: string): string {
  if (bytes.length > maxInputBytes) {
    const message = `${name} has ${bytes.length} bytes, of at most ${maxInputBytes}: give less.`
    throw new CliError('INPUT_INVALID', message)
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new CliError('INPUT_INVALID', `${name} is not UTF-8: give text.`, { cause })
  }
}
