/**
 * The `interlayer` command of a packed charm.
 * @packageDocumentation
 */
export { main } from './hook/packed-command.ts'
