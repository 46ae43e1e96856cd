/** When a certificate is good, in milliseconds since 1970. */
export interface Validity {
  readonly from: number
  readonly to: number
}

/** When the certificate in the body of a PEM is good; undefined for what is none. */
export function validityIn(body: string): Validity | undefined {
  const bytes = bytesOf(body)
  const [from, to] = partsOf(bytes, signedParts(bytes).validity).map((part) => timeAt(bytes, part))
  return from === undefined || to === undefined || Number.isNaN(from + to) ? undefined : { from, to }
}

/** The public key in the body of the PEM of a certificate or a signing request, as the base64 of its DER; undefined for neither. */
export function publicKeyIn(body: string): string | undefined {
  const bytes = bytesOf(body)
  const { publicKey } = signedParts(bytes)
  return publicKey && btoa(textAt(bytes, publicKey))
}

/** A value of DER: what kind it is, and where its content stands. */
interface Part {
  readonly tag: number
  readonly from: number
  readonly to: number
}

const tags = { integer: 0x02, utcTime: 0x17, generalizedTime: 0x18, sequence: 0x30, version: 0xa0 } as const

/** Parts of what is signed, a certificate or a request, by the order that RFC 5280 and RFC 2986 give them. */
function signedParts(bytes: Uint8Array): {
  readonly validity?: Part | undefined
  readonly publicKey?: Part | undefined
} {
  const [whole] = partsOf(bytes, { tag: tags.sequence, from: 0, to: bytes.length })
  const [signed] = partsOf(bytes, whole)
  const parts = partsOf(bytes, signed)
  // A request has its version, its subject and its key; a certificate may leave its version out.
  if (
    parts[0]?.tag === tags.integer &&
    parts[1]?.tag === tags.sequence &&
    parts.length <= 4 &&
    parts[3]?.tag !== tags.sequence
  )
    return { publicKey: parts[2] }
  const [, , , validity, , publicKey] = parts[0]?.tag === tags.version ? parts.slice(1) : parts
  return { validity, publicKey }
}

/** The values in a sequence; those before one that is cut off. */
function partsOf(bytes: Uint8Array, whole: Part | undefined): readonly Part[] {
  const parts: Part[] = []
  if (whole?.tag !== tags.sequence) return parts
  for (let next = whole.from; next < whole.to;) {
    const part = partAt(bytes, next)
    if (part === undefined || part.to > whole.to) return parts
    parts.push(part)
    next = part.to
  }
  return parts
}

function partAt(bytes: Uint8Array, at: number): Part | undefined {
  const [tag, first] = [bytes[at], bytes[at + 1]]
  if (tag === undefined || first === undefined) return undefined
  if (first < 0x80) return { tag, from: at + 2, to: at + 2 + first }
  const digits = bytes.slice(at + 2, at + 2 + (first - 0x80))
  const length = digits.reduce((sum, digit) => sum * 256 + digit, 0)
  const from = at + 2 + digits.length
  return { tag, from, to: from + length }
}

/** RFC 5280: two digits of a year are those from 1950 to 2049, and times are in UTC, to the second. */
function timeAt(bytes: Uint8Array, part: Part): number | undefined {
  const text = textAt(bytes, part)
  const full = part.tag === tags.utcTime ? `${Number(text.slice(0, 2)) < 50 ? '20' : '19'}${text}` : text
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(full) ?? []
  if (year === undefined) return undefined
  return Date.parse(`${year}-${String(month)}-${String(day)}T${String(hour)}:${String(minute)}:${String(second)}Z`)
}

function textAt(bytes: Uint8Array, { from, to }: Part): string {
  return Array.from(bytes.slice(from, to), (byte) => String.fromCharCode(byte)).join('')
}

function bytesOf(body: string): Uint8Array {
  try {
    return Uint8Array.from(atob(body), (letter) => letter.charCodeAt(0))
  } catch {
    return new Uint8Array()
  }
}
