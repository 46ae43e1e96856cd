import { request, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http'

/** Where a website can be reached. */
export interface Backend {
  readonly hostname: string
  readonly port: number
}

/** A request, whole, so that it can be sent again. */
export interface WholeRequest {
  readonly method: string
  readonly path: string
  readonly headers: OutgoingHttpHeaders
  readonly body: Buffer
}

type Attempt =
  | { readonly state: 'answered'; readonly answer: IncomingMessage }
  /** No connection came about: the request did nothing. */
  | { readonly state: 'refused' }
  /** The backend had the request, and may have acted on it. */
  | { readonly state: 'dropped' }

/** Milliseconds in which a backend has to send something. */
const patience = 5000

/**
 * Passes the request to the first backend that answers; undefined when none does. What a backend may have acted on is sent
 * to another one only if doing it twice is the same as doing it once.
 */
export async function forward(whole: WholeRequest, backends: readonly Backend[]): Promise<IncomingMessage | undefined> {
  const repeatable = whole.method === 'GET' || whole.method === 'HEAD'
  for (const backend of backends) {
    const attempt = await send(whole, backend)
    if (attempt.state === 'answered') return attempt.answer
    if (attempt.state === 'dropped' && !repeatable) return undefined
  }
  return undefined
}

function send({ method, path, headers, body }: WholeRequest, { hostname, port }: Backend): Promise<Attempt> {
  return new Promise((resolve) => {
    let connected = false
    // A connection of its own: one that was kept open may be closing already.
    const outgoing = request({
      ...{ hostname, port, method, path },
      headers: { ...headers, 'content-length': body.length },
      agent: false,
      timeout: patience,
    })
    outgoing.on('socket', (socket) => void socket.on('connect', () => (connected = true)))
    outgoing.on('response', (answer) => resolve({ state: 'answered', answer }))
    outgoing.on('timeout', () => outgoing.destroy(new Error('nothing came in time')))
    outgoing.on('error', () => resolve({ state: connected ? 'dropped' : 'refused' }))
    outgoing.end(body)
  })
}
