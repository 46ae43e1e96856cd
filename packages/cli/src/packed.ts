/**
 * A charm in one file, as `interlayer pack` bundles it.
 * @packageDocumentation
 */
export { load, main, type CodedCharm, type DeclaredCharm, type PackedCharm } from './hook/packed.ts'
