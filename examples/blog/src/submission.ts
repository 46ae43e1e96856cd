import type { IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import { maxText, maxTitle, type Post } from './posts.ts'

/** Longest body of a request, in bytes: room for any post, also where a form writes three bytes for one. */
const maxBody = 4 * maxText

/** A post from a form or a JSON object, or what is wrong with it. */
export async function readSubmission(request: IncomingMessage): Promise<Post | { readonly problem: string }> {
  const { 'content-type': type = '', 'content-length': length = '' } = request.headers
  if (!(Number.parseInt(length, 10) <= maxBody))
    return { problem: `A request says its length, at most ${maxBody} bytes.` }
  const body = await text(request)
  const { title, text: content } = type.startsWith('application/json') ? fromJson(body) : fromForm(body)
  if (typeof title !== 'string' || typeof content !== 'string' || title === '' || content === '')
    return { problem: 'A post has a "title" and a "text".' }
  if (title.length > maxTitle) return { problem: `A title has at most ${maxTitle} characters.` }
  if (Buffer.byteLength(content) > maxText) return { problem: `A text has at most ${maxText} bytes.` }
  return { title, text: content }
}

type Entries = Readonly<Record<string, unknown>>

function fromForm(body: string): Entries {
  return Object.fromEntries(new URLSearchParams(body))
}

function fromJson(body: string): Entries {
  try {
    const value: unknown = JSON.parse(body)
    return { ...(typeof value === 'object' ? value : {}) }
  } catch {
    return {}
  }
}
