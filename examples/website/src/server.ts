import { createServer } from 'node:http'

// The web server of a unit: node server.ts ADDRESS PORT PAGE

const [, , address, port, page = ''] = process.argv
/** Milliseconds that requests have to end after SIGTERM. */
const drainTime = 3000

const server = createServer(({ method, url }, response) => {
  const status = url !== '/' ? 404 : method !== 'GET' && method !== 'HEAD' ? 405 : 200
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(status === 200 ? `${page}\n` : '')
})
server.listen(Number(port), address)

process.on('SIGTERM', () => {
  server.close()
  setTimeout(() => server.closeAllConnections(), drainTime).unref()
})
