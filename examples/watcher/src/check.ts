import { get } from 'node:http'

/** What came of asking a web server for its page. */
export type Outcome =
  { readonly state: 'answered'; readonly status: number } | { readonly state: 'silent'; readonly reason: string }

/** Milliseconds in which an answer has to come. */
const patience = 5000

/** Asks for the page. That nothing answers is an outcome like another. */
export function check(host: string, port: number): Promise<Outcome> {
  return new Promise((resolve) => {
    const request = get({ host, port, agent: false, signal: AbortSignal.timeout(patience) }, (response) => {
      response.resume()
      resolve({ state: 'answered', status: response.statusCode ?? 0 })
    })
    request.on('error', ({ name, message }) => {
      resolve({ state: 'silent', reason: name === 'AbortError' ? `nothing came in ${patience / 1000} s` : message })
    })
  })
}
