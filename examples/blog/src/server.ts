import { createServer, type IncomingMessage } from 'node:http'
import { isDeepStrictEqual } from 'node:util'
import { page } from './page.ts'
import { Posts } from './posts.ts'
import { readSettings } from './settings.ts'
import { readSubmission } from './submission.ts'

// The blog's server: `node server.ts <file with settings>`. SIGHUP makes it read the database's place again.

const [, , file = ''] = process.argv
let settings = readSettings(file)
let posts = new Posts(settings.database)

process.on('SIGHUP', () => {
  const [before, { database }] = [posts, settings]
  settings = readSettings(file)
  if (isDeepStrictEqual(settings.database, database)) return
  posts = new Posts(settings.database)
  before.close().catch(report)
})

const server = createServer((request, response) => {
  answer(request)
    .catch((error: unknown): Answer => {
      report(error)
      return { status: 503, body: 'The database does not answer: try again later.\n' }
    })
    .then(({ status, headers = plain, body }) => response.writeHead(status, headers).end(body))
    .catch(report)
})
server.listen(settings.port, settings.address)

process.on('SIGTERM', () => {
  server.close(() => void posts.close().catch(report))
})

interface Answer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body: string
}

const plain = { 'content-type': 'text/plain; charset=utf-8' }

async function answer(request: IncomingMessage): Promise<Answer> {
  switch (`${request.method ?? ''} ${request.url ?? ''}`) {
    case 'GET /':
      return {
        status: 200,
        headers: { 'content-type': 'text/html; charset=utf-8' },
        body: page(settings.unit, await posts.list()),
      }
    case 'POST /posts': {
      const submission = await readSubmission(request)
      if ('problem' in submission) return { status: 400, body: `${submission.problem}\n` }
      await posts.add(submission)
      return { status: 303, headers: { location: '/' }, body: '' }
    }
    default:
      return { status: 404, body: 'There is GET / and POST /posts.\n' }
  }
}

/** Errors of the database carry a code; their message may carry what somebody posted. */
function report(error: unknown): void {
  console.error(error instanceof Error && 'code' in error ? error.code : 'unexpected error')
}
