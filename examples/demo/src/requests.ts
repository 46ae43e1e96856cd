import { request } from 'node:http'
import { text } from 'node:stream/consumers'

/** Where to ask, and for what. */
export interface Target {
  readonly address: string
  readonly port: number
  /** The application that is meant, by which the proxy chooses. */
  readonly host: string
  readonly path?: string
  /** What to send, as a form; without it the request is a GET. */
  readonly form?: Readonly<Record<string, string>>
}

/** What came back. */
export interface Answer {
  readonly status: number
  readonly page: string
}

/** Milliseconds after which a request has failed. */
const patience = 5000

/** One request on a connection of its own. */
export function ask({ address, port, host, path = '/', form }: Target): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const method = form === undefined ? 'GET' : 'POST'
    const headers = { host, ...(form && { 'content-type': 'application/x-www-form-urlencoded' }) }
    const signal = AbortSignal.timeout(patience)
    request({ host: address, port, path, method, headers, agent: false, signal }, (response) => {
      text(response).then((page) => resolve({ status: response.statusCode ?? 0, page }), reject)
    })
      .on('error', reject)
      .end(form && new URLSearchParams(form).toString())
  })
}

/** Clients that ask all the time. */
export interface Load {
  /** Resolves when some more requests were answered or failed; gives how many there were in all. */
  readonly more: (count: number) => Promise<number>
  /** What was wrong with each request that failed. */
  readonly failures: readonly string[]
  readonly end: () => Promise<void>
}

const clients = 4
const maxRequests = 100_000

/** Starts clients that each make one request after another; `progress` hears of every one that is over. */
export function startLoad(target: Target, progress: (over: number) => void): Load {
  const failures: string[] = []
  const waiting: { readonly until: number; readonly resolve: (over: number) => void }[] = []
  let ending = false
  let over = 0
  const client = async (): Promise<void> => {
    while (!ending && over < maxRequests) {
      const problem = await problemOf(ask(target))
      if (problem !== undefined) failures.push(problem)
      progress((over += 1))
      for (const { resolve } of waiting.filter(({ until }) => until === over)) resolve(over)
    }
  }
  const ended = Promise.all(Array.from({ length: clients }, client))
  return {
    more: (count) => {
      const enough = new Promise<number>((resolve) => void waiting.push({ until: over + count, resolve }))
      return Promise.race([enough, ended.then(() => over)])
    },
    failures,
    end: async () => {
      ending = true
      await ended
    },
  }
}

async function problemOf(answer: Promise<Answer>): Promise<string | undefined> {
  try {
    const { status } = await answer
    return status === 200 ? undefined : `status ${status}`
  } catch (error) {
    return String(error)
  }
}
