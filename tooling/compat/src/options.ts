import { parseArgs } from 'node:util'

/** What the command is asked to do. */
export interface Options {
  readonly help: boolean
  /** Writes COMPAT.md in place of comparing it. */
  readonly write: boolean
  /** The pairs to run; all where it is empty. */
  readonly names: readonly string[]
}

/** How the command is used. */
export const usage = `Runs real charms in Python beside ours, and compares COMPAT.md with what that proves.

  pnpm test:interop [--write] ['name of a pair' …]

  --write   write COMPAT.md

With names, only those pairs run, and COMPAT.md is left alone. Exit status: 0 all is proven, 1 it is not, or COMPAT.md is stale,
2 wrong usage, 3 there is no Python.
`

/** Reads the command line; throws a TypeError that says what is wrong. */
export function readOptions(args: readonly string[], known: readonly string[]): Options {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { help: { type: 'boolean', default: false }, write: { type: 'boolean', default: false } },
    allowPositionals: true,
  })
  const unknown = positionals.find((name) => !known.includes(name))
  if (unknown !== undefined) throw new TypeError(`There is no pair "${unknown}": there are ${known.join(', ')}.`)
  if (values.write && positionals.length > 0) throw new TypeError('--write takes all pairs: leave the names out.')
  return { ...values, names: positionals }
}
