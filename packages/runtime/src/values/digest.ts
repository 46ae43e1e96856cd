/**
 * A short fingerprint of a text, to notice that it changed. 64 bits, from two 32-bit multiply-and-xor lanes: fast enough to
 * run over every field in every hook. It is no secret keeper: never store it for the content of a secret.
 */
export function digest(text: string): string {
  let high = 0x9e3779b9
  let low = 0x85ebca6b
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    high = Math.imul(high ^ code, 0xc2b2ae35)
    low = Math.imul(low ^ code, 0x27d4eb2f)
  }
  high = Math.imul(high ^ (high >>> 16), 0x85ebca6b) ^ Math.imul(low ^ (low >>> 13), 0xc2b2ae35)
  low = Math.imul(low ^ (low >>> 16), 0x85ebca6b) ^ Math.imul(high ^ (high >>> 13), 0xc2b2ae35)
  return (high >>> 0).toString(36) + (low >>> 0).toString(36).padStart(7, '0')
}
