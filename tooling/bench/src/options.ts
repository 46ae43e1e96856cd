import { parseArgs } from 'node:util'

/** What is asked for on the command line. */
export interface Options {
  readonly rounds: number
  readonly units: readonly number[]
  readonly latencies: readonly number[]
  readonly only: readonly string[]
  readonly json: boolean
  readonly write: boolean
  readonly help: boolean
}

/** How to use it. */
export const usage = `usage: pnpm bench [options]

Dispatches one hook with charms of every kind, side by side, and prints what they take.

  --rounds N        how often each is measured, 1 to 1000 (default 15; with latency a third)
  --units N,N       numbers of upstream units, 1 to 5000 (default 1,10,50,500)
  --latency N,N     milliseconds that each command of Juju takes, 0 to 1000 (default 0,1,5)
  --only NAME,NAME  these alone: node, node-as-packed, python, interlayer, interlayer-spawn, script, ops,
                    reactive
  --json            print JSON
  --write           write the table to tooling/bench/RESULTS.md too
  --smoke           the same as --rounds 1 --units 1,10 --latency 0
  --help            this text

It needs Go 1.19 and Python 3.9, or later ones. It fails when a charm does not do its work; goals that are not met are shown.
`

/** Reads the command line; throws an Error that says what is wrong with it. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rounds: { type: 'string' },
      units: { type: 'string' },
      latency: { type: 'string' },
      only: { type: 'string', default: '' },
      json: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
      smoke: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  const { smoke, only, json, write, help } = values
  const [rounds = 1] = numbers('rounds', values.rounds ?? (smoke ? '1' : '15'), [1, 1000])
  return {
    rounds,
    units: numbers('units', values.units ?? (smoke ? '1,10' : '1,10,50,500'), [1, 5000]),
    latencies: numbers('latency', values.latency ?? (smoke ? '0' : '0,1,5'), [0, 1000]),
    only: only === '' ? [] : only.split(','),
    json,
    write,
    help,
  }
}

function numbers(option: string, text: string, [least, most]: readonly [number, number]): readonly number[] {
  return text.split(',').map((word) => {
    const number = Number(word)
    if (/^\d+$/.test(word) && number >= least && number <= most) return number
    throw new Error(`--${option} is "${text}": write whole numbers from ${least} to ${most}.`)
  })
}
