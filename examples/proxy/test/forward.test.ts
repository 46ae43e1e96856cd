import { once } from 'node:events'
import { createServer as createHttpServer } from 'node:http'
import { createServer, type AddressInfo, type Server } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import { forward, type Backend } from '../src/forward.ts'

async function listening(server: Server): Promise<Backend> {
  onTestFinished(() => void server.close())
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return { hostname: '127.0.0.1', port: (server.address() as AddressInfo).port }
}

/** Echoes the method and the body. */
const echo = (): Promise<Backend> =>
  listening(
    createHttpServer((request, response) => {
      void text(request).then((body) => response.end(`${request.method ?? ''} ${body}`))
    }),
  )
/** Has the request, and says nothing. */
const dropping = (): Promise<Backend> =>
  listening(createServer((connection) => connection.once('data', () => connection.destroy())))

async function refusing(): Promise<Backend> {
  const server = createServer()
  const backend = await listening(server)
  await once(server.close(), 'close')
  return backend
}

async function answerTo(method: string, backends: readonly Backend[]): Promise<string | undefined> {
  const answer = await forward({ method, path: '/', headers: {}, body: Buffer.from('post') }, backends)
  return answer && text(answer)
}

test('a backend that refuses the connection is passed over', async () => {
  const backends = [await refusing(), await echo()]
  expect([await answerTo('GET', backends), await answerTo('POST', backends)]).toEqual(['GET post', 'POST post'])
})

test('a request that a backend dropped is repeated only when that does no harm', async () => {
  const backends = [await dropping(), await echo()]
  expect([await answerTo('GET', backends), await answerTo('POST', backends)]).toEqual(['GET post', undefined])
})

test('there is no answer when no backend gives one', async () => {
  expect(await answerTo('GET', [await dropping(), await refusing()])).toBeUndefined()
})
