import { readFileSync } from 'node:fs'
import { createServer } from 'node:https'

// The web server of a unit: node server.ts ADDRESS PORT CHAIN KEY PAGE. The last argument starts it anew for another certificate.

const [, , address, port, chain = '', key = '', page = ''] = process.argv
const server = createServer({ cert: readFileSync(chain), key: readFileSync(key) }, (_, response) => {
  response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' }).end(`${page}\n`)
})
server.listen(Number(port), address)

process.on('SIGTERM', () => {
  server.close()
  server.closeAllConnections()
})
