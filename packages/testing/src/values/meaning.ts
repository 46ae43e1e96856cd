import { canonicalJson, type Json } from '@interlayer/runtime'

/** Equal for values that are equal, whatever the order of their members. */
export function meaning(value: unknown): string {
  // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- JSON.stringify gives undefined for undefined
  const text = JSON.stringify(value) as string | undefined
  // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- JSON.parse is typed any
  return text === undefined ? 'undefined' : canonicalJson(JSON.parse(text) as Json)
}
