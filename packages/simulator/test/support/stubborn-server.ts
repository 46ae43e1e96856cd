import { spawn } from 'node:child_process'
import { createServer } from 'node:net'

// Listens on the first port and has a child that listens on the second. Neither minds SIGTERM.

const [, program = '', address = '', port = '', childPort] = process.argv
const lifetime = 60_000

process.on('SIGTERM', () => {})
createServer((connection) => {
  connection.on('error', () => connection.destroy())
})
  .listen(Number(port), address)
  .on('listening', () => {
    if (childPort !== undefined) spawn(process.execPath, [program, address, childPort], { stdio: 'inherit' })
  })
// Nothing is left for long when the feature under test is broken.
setTimeout(() => process.exit(1), lifetime)
