import { readFileSync } from 'node:fs'
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { forward, type Backend } from './forward.ts'
import { endToEnd } from './headers.ts'

// The reverse proxy of a unit: node server.ts ADDRESS PORT FILE. SIGHUP makes it read the websites in the file again.

const [, , address, port, file = ''] = process.argv
/** Milliseconds that requests have to end after SIGTERM. */
const drainTime = 3000
/** A longer body is refused: it is held, to be sent again when a backend is gone. */
const maxBody = 1_000_000

interface Website {
  readonly service: string
  readonly hosts: readonly Backend[]
}

let websites = readWebsites()
let turn = 0
process.on('SIGHUP', () => (websites = readWebsites()))

const server = createServer((request, response) => {
  serve(request, response).catch(() => response.destroy())
})
server.listen(Number(port), address)

process.on('SIGTERM', () => {
  server.close()
  setTimeout(() => server.closeAllConnections(), drainTime).unref()
})

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { status, headers, content } = await answerTo(request)
  response.writeHead(status, headers)
  await pipeline(content, response)
}

interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly content: IncomingMessage | readonly string[]
}

async function answerTo(request: IncomingMessage): Promise<Answer> {
  const { method = 'GET', url: path = '/', socket } = request
  const body = await readBody(request)
  if (body === undefined) return refusal(413, 'The body is too long.')
  const backends = backendsFor(request.headers.host)
  if (backends.length === 0) return refusal(503, 'There is nothing to forward to.')
  const forwardedFor = [request.headers['x-forwarded-for'] ?? [], socket.remoteAddress ?? []].flat().join(', ')
  const headers = { ...endToEnd(request.headers), 'x-forwarded-for': forwardedFor }
  const answer = await forward({ method, path, headers, body }, backends)
  if (answer === undefined) return refusal(502, 'No website answered.')
  return { status: answer.statusCode ?? 502, headers: endToEnd(answer.headers), content: answer }
}

function refusal(status: number, reason: string): Answer {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8' }, content: [`${reason}\n`] }
}

/** The hosts of the application that the request names first, as in `blog.example`, or else all; another first each time. */
function backendsFor(host = ''): readonly Backend[] {
  const named = websites.filter(({ service }) => service === host.split(/[.:]/)[0])
  const hosts = (named.length > 0 ? named : websites).flatMap((website) => website.hosts)
  turn = (turn + 1) % Math.max(hosts.length, 1)
  return [...hosts.slice(turn), ...hosts.slice(0, turn)]
}

/** The whole body; undefined when it is too long. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const parts: Buffer[] = []
  let length = 0
  const received: AsyncIterable<Buffer> = request.iterator({ destroyOnReturn: false })
  for await (const part of received) {
    length += part.length
    if (length > maxBody) return undefined
    parts.push(part)
  }
  return Buffer.concat(parts)
}

function readWebsites(): readonly Website[] {
  // eslint-disable-next-line @typescript-eslint/no-unsafe-return -- the charm writes nothing else
  return JSON.parse(readFileSync(file, 'utf8'))
}
