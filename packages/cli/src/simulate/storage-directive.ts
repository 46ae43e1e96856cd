/**
 * How many a unit gets of a storage, by the bundle's directive and the range that the charm allows; a text says what is wrong. Without
 * a directive it is the least that the charm allows, and a directive without a count means one, as in Juju.
 */
export function storageCount(directive: string | undefined, range: string | undefined): number | string {
  const [least, most] = boundsOf(range ?? '1')
  if (least === undefined || most === undefined) return `its range "${range ?? ''}" is none: write it as 0-, 1-3 or 2`
  if (directive === undefined) return least
  const parts = directive.split(',').map((part) => part.trim())
  const counts = parts.filter((part) => /^\d+$/.test(part))
  const count = Number(counts[0] ?? '1')
  if (counts.length > 1 || count > mostStorage) return `"${directive}" is no directive: write pool,size,count`
  if (count >= least && count <= most) return count
  const allowed =
    most === Number.POSITIVE_INFINITY ? `${least} or more` : least === most ? least : `${least} to ${most}`
  return `the bundle gives ${count}, and the charm has ${allowed}`
}

/** Most of one storage that a unit may begin with. */
const mostStorage = 1000

/** `0-` and `0+` have no end. */
function boundsOf(range: string): readonly [number?, number?] {
  const [, from, open, to] = /^(\d+)(?:([-+])(\d+)?)?$/.exec(range) ?? []
  if (from === undefined) return []
  if (open === undefined) return [Number(from), Number(from)]
  return [Number(from), to === undefined ? Number.POSITIVE_INFINITY : Number(to)]
}
