import { once } from 'node:events'
import { Model } from '../../src/index.ts'

// A run with a charm from the directory that its first argument names. When told so on standard input, while a hook runs, it ends
// in the way that its second argument says.

const [, , directory = '', way] = process.argv
const model = new Model()
model.deploy('web', { directory })
void model.settle().catch(() => undefined)
await once(process.stdin, 'data')
if (way === 'exit') process.exit(3)
if (way === 'throw') throw new Error('the run fails')
if (way === 'close') model.close()
