import { parseArgs } from 'node:util'

/** What the command line asks for. */
export type Options =
  | { readonly state: 'run'; readonly mariadb: boolean; readonly json: boolean; readonly seed: number }
  | { readonly state: 'help' }
  | { readonly state: 'wrong'; readonly problem: string }

/** What `--help` shows. */
export const help = `Real charms with real servers hold real conversations, on a Juju in this process.

Usage: pnpm demo [--mariadb] [--seed N] [--json]

  --mariadb   with a blog that keeps its posts in a MariaDB server
  --seed N    another order among all that Juju leaves to chance; a whole number (default 0)
  --json      nothing but the trace, an event a line
  --help      this text

Examples:
  pnpm demo                       websites behind a proxy; units come and go while requests run
  pnpm demo --mariadb --seed 7    the same with a blog, in another order
  pnpm --silent demo --json | jq -r 'select(.event == "hook") | .unit + " " + .hook'

Exit status: 0 when everything held that is shown, 1 when something did not, 2 when the demo could not be tried.
`

/** Reads the command line. */
export function readOptions(args: readonly string[]): Options {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        mariadb: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        seed: { type: 'string', default: '0' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    })
    if (values.help) return { state: 'help' }
    const seed = Number(values.seed)
    if (/^\d+$/.test(values.seed) && Number.isSafeInteger(seed)) return { state: 'run', ...values, seed }
    return { state: 'wrong', problem: `--seed takes a whole number, and got "${values.seed}".` }
  } catch (error) {
    return { state: 'wrong', problem: error instanceof Error ? error.message : String(error) }
  }
}
