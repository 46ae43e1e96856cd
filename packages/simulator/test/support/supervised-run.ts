import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { startSupervisor } from '../../src/supervisor/index.ts'
import { ask } from './supervisor-client.ts'

// A run with one service, which has a child of its own. When told so on standard input it ends in the way that its argument says.

const supervisor = await startSupervisor({ grace: 200 })
const address = `127.${supervisor.network}.0.1`
supervisor.addUnit('website/0', address)
const server = fileURLToPath(new URL('stubborn-server.ts', import.meta.url))
const problem = await ask(supervisor.socket, {
  action: 'start',
  unit: 'website/0',
  name: 'server',
  service: { command: [process.execPath, server, address, '8080', '8081'], port: 8081 },
})
if (problem !== undefined) throw new Error(problem)
console.log(JSON.stringify({ socket: supervisor.socket, address }))
await once(process.stdin, 'data')
if (process.argv[2] === 'throw') throw new Error('the run fails')
if (process.argv[2] === 'close') await supervisor.close()
process.stdin.destroy()
