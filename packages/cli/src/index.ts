/**
 * The `interlayer` command as a function, for who builds on it.
 * @packageDocumentation
 */
export { cliErrorCodes, CliError, type CliErrorCode } from './errors.ts'
export { processSurroundings, run } from './run.ts'
export type { Surroundings } from './surroundings.ts'
