// What runs one of our charms as Juju runs it, a process for each hook: started with the name of a pair and a side.
import { main } from '@interlayer/runtime/process'
import { endOfHook } from './our-charm.ts'
import { pairs } from './pairs/index.ts'

const [name = '', side = ''] = process.argv.slice(2)
const pair = pairs.find((one) => one.name === name)
const charm = side === 'provider' || side === 'requirer' ? pair?.[side] : undefined
if (charm === undefined) throw new Error(`There is no ${side} of ours in ${name}.`)
await main(charm(endOfHook))
