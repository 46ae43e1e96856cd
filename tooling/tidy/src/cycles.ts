import { readImports, type Imports } from './imports.ts'
import type { Rule } from './repository.ts'

/** No file imports itself through others. */
export const cycles: Rule = (files) => {
  const imports = readImports(files)
  return [...imports.keys()].flatMap((path) => {
    const cycle = shortestWayBack(imports, path)
    // Each file of a cycle finds it: the first by name reports it.
    if (cycle === undefined || cycle.some((other) => other < path)) return []
    return [`${[...cycle, path].join(' → ')} is a cycle: move what both need into a file of its own.`]
  })
}

function shortestWayBack(imports: Imports, start: string): readonly string[] | undefined {
  const ways: (readonly string[])[] = [[start]]
  const seen = new Set<string>()
  for (const way of ways) {
    for (const target of imports.get(way.at(-1) ?? start) ?? []) {
      if (target === start) return way
      if (!seen.has(target)) ways.push([...way, target])
      seen.add(target)
    }
  }
  return undefined
}
