import { digest } from './digest.ts'
import { InterlayerError } from './errors.ts'
import { canonicalJson } from './json.ts'
import { holdsSensitive } from './sensitive.ts'

/** The digest of what a value means. Of what is sensitive there is none: whoever reads it could guess. */
export function openDigest(name: string, value: unknown): string {
  if (holdsSensitive(value))
    throw new InterlayerError(
      'ENCODE_INVALID',
      `changed("${name}") is given a value that holds what is sensitive, of which not even a digest is remembered. Wait for "changed" of the endpoint, which tells rotations too.`,
    )
  return digest(canonicalJson(value))
}
