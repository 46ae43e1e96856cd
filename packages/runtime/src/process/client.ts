/**
 * The other end of the socket that a program finds as INTERLAYER_SOCKET, for programs in JavaScript. It loads nothing else: a
 * hook starts many programs.
 * @packageDocumentation
 */
export { askHook } from './hook-client.ts'
export { maxRequestLength, type HookAnswer } from './hook-protocol.ts'
