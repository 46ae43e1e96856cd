import { connect } from 'node:net'
import { text } from 'node:stream/consumers'

/** Sends one request and gives the problem of the answer, if it has one. */
export async function ask(socket: string, request: unknown): Promise<string | undefined> {
  const connection = connect(socket)
  connection.end(`${JSON.stringify(request)}\n`)
  const answer: unknown = JSON.parse(await text(connection))
  return typeof answer === 'object' && answer !== null && 'problem' in answer ? String(answer.problem) : undefined
}
