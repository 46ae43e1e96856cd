/**
 * A charm in one file, as `interlayer pack` bundles it.
 * @packageDocumentation
 */
export { main, type CodedCharm, type DeclaredCharm, type PackedCharm } from './hook/packed.ts'
