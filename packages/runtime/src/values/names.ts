/** The keys that Juju itself writes to every unit's databag. */
export const jujuKeys: readonly string[] = ['private-address', 'ingress-address', 'egress-subnets']

/** The number at the end of a unit's name or a relation's id: `mysql/10` and `db:10` give 10. */
export function numberOf(name: string): number {
  return Number(name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf(':')) + 1))
}

/** In the order in which people count: by application or endpoint, then by number, `app/2` before `app/10`. */
export function sortNames(names: readonly string[]): readonly string[] {
  if (names.length < 2) return names
  const parted = names.map((name) => ({ name, stem: stem(name), number: numberOf(name) }))
  return parted.sort((a, b) => compareText(a.stem, b.stem) || a.number - b.number).map(({ name }) => name)
}

/** The same order on every machine, whatever its locale. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

/** The application of a unit: `mysql/10` gives `mysql`. */
export function applicationOf(unit: string): string {
  return unit.slice(0, unit.lastIndexOf('/'))
}

/** The endpoint of a relation: `db:3` gives `db`. */
export function endpointOf(relation: string): string {
  return relation.slice(0, relation.lastIndexOf(':'))
}

/** Applications have no slash in their name, units have. */
export function isUnit(member: string): boolean {
  return member.includes('/')
}

/** The candidate that a mistyped name most likely meant, for error messages. */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined
  let bestDistance = Math.max(2, Math.floor(name.length / 3)) + 1
  for (const candidate of candidates) {
    const distance = editDistance(name, candidate)
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance]
  }
  return best
}

function stem(name: string): string {
  return name.slice(0, Math.max(name.lastIndexOf('/'), name.lastIndexOf(':'), 0))
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (const [line, letter] of [...a].entries()) {
    const next = [line + 1]
    for (const [column, other] of [...b].entries()) {
      const replaced = (row[column] ?? 0) + (letter === other ? 0 : 1)
      next.push(Math.min(replaced, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}
