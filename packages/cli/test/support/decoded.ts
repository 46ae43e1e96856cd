import type { DecodedRelation } from '../../src/decode/decoded.ts'

/** What `decode --json` printed. */
export function relationsIn(out: string): readonly DecodedRelation[] {
  // eslint-disable-next-line @typescript-eslint/no-unsafe-assignment -- the command prints what has this type
  const { relations }: { readonly relations: readonly DecodedRelation[] } = JSON.parse(out)
  return relations
}
