import { Option } from 'commander'
import type { AddCommand } from '../command.ts'
import { retriesOf, secondsOf, seedOf, seedsOf, shareOf, unitsOf } from '../simulate/option-values.ts'
import type { SimulateOptions } from '../simulate/simulate.ts'

/** `interlayer simulate` */
export const addSimulate: AddCommand = (program, call) => {
  program
    .command('simulate')
    .summary('run the charms of a bundle as a whole model, with failures, from a seed')
    .description(
      'Deploys a bundle.yaml on a Juju in this process, runs every hook of every unit until nothing is left to run, and shows the status. Charms are directories or packed .charm files, in any language.',
    )
    .argument('<bundle>', 'bundle.yaml; its charms are paths, from where it lies')
    .option(
      '--seed <number>',
      'which of the orders that Juju leaves to chance; the same seed gives the same run',
      seedOf,
    )
    .option('--seeds <first..last>', 'run once for each seed, until one does not hold', seedsOf)
    .addOption(
      new Option('--units <app=number>', 'number of units, in place of the bundle’s; repeatable')
        .argParser(unitsOf)
        .default(new Map(), 'those of the bundle'),
    )
    .option('--script <file>', 'steps to take once the model is quiet: a list in YAML')
    .option('--do <step>', 'a further step, such as "add-unit web"; repeatable', collect, [])
    .option('--kill <share>', 'kill this share of the hooks, from 0 to 1, in their midst; they run again', shareOf, 0)
    .option('--fail <share>', 'refuse this share of the hooks their commit; they run again', shareOf, 0)
    .option('--retries <number>', 'run a hook that fails by itself again this often before giving up', retriesOf, 3)
    .option('--expect <units=status>', 'what has to hold in the end, such as "web/*=active"; repeatable', collect, [])
    .option('--timeout <seconds>', 'longest time for one run', secondsOf, 600)
    .option('--hook-timeout <seconds>', 'longest time for one hook of a charm that is a process', secondsOf, 300)
    .option('--environment <name[=value]>', 'variable for charms that are processes; repeatable', collect, [])
    .option('--processes', 'run packed TypeScript charms as processes too')
    .option('--hook-tools <file>', 'executable in place of the hook tools, which are a script of Node')
    .option('--trace <file>', 'write all that happened, an event in JSON a line')
    .option('--json', 'print JSON, with the status as juju status has it')
    .addHelpText('after', help)
    .action(async (bundle: string, options: SimulateOptions) => {
      const { simulate } = await import('../simulate/simulate.ts')
      await simulate(call, bundle, options)
    })
}

const help = `
Steps, in --do and --script, are written as for juju:
  add-unit web [-n 3]            integrate web db           elect web/1
  remove-unit web/0              remove-relation web db     trigger web/0 update-status
  config web port=81             remove-application web     run web/0 backup to=disk
  resolved web/0 [--no-retry]    expect web/*=active        settle
They follow each other at once; only "settle" and "expect" let hooks run in between.

Examples:
  $ interlayer simulate bundle.yaml --expect '*=active'
  $ interlayer simulate bundle.yaml --units web=50 --kill 0.1 --fail 0.1 --seed 7
  $ interlayer simulate bundle.yaml --seeds 1..50 --kill 0.1 --expect 'web/*=active'
  $ interlayer simulate bundle.yaml --do 'remove-unit web/0' --do 'elect web/1' --expect 'web/*=active:serves *'

Exit status: 0 when all held, 1 when a unit is in error, something expected does not hold, or the model does not come to rest.`

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value]
}
