/**
 * A charm in one file, as `interlayer pack` bundles it.
 * @packageDocumentation
 */
export { readPackedCharm, type DeclaredCharm } from './charm/packed-charm.ts'
export { packedCharm, type PackedCharm } from './hook/packed.ts'
