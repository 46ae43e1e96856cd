/**
 * The `interlayer` command as a function, and packed charms as directories, for who builds on it.
 * @packageDocumentation
 */
export { cliErrorCodes, CliError, type CliErrorCode } from './errors.ts'
export { nodeOptions } from './pack/node-options.ts'
export { processSurroundings, run } from './run.ts'
export type { Surroundings } from './surroundings.ts'
export { unpackCharm } from './simulate/packed-charm.ts'
export { StagingArea } from './simulate/staging-area.ts'
