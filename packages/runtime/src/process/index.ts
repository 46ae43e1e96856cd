/**
 * What a charm needs of a real machine: programs in any language as handlers.
 * @packageDocumentation
 */
export { program, type ProgramOptions } from './program.ts'
