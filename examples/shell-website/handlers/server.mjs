import { readFile } from 'node:fs'
import { createServer } from 'node:http'

// The web server of a unit: node server.mjs ADDRESS PORT FILE

const [, , address, port, file] = process.argv
/** Milliseconds that requests have to end after SIGTERM. */
const drainTime = 3000

const server = createServer(({ url }, response) => {
  readFile(file, (problem, page) => {
    const status = url !== '/' ? 404 : problem === null ? 200 : 500
    response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(status === 200 ? page : '')
  })
})
server.listen(Number(port), address)

process.on('SIGTERM', () => {
  server.close()
  setTimeout(() => server.closeAllConnections(), drainTime).unref()
})
