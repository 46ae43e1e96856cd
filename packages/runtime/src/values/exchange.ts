import { digest } from './digest.ts'
import { canonicalJson } from './json.ts'
import { compareText } from './names.ts'

/** A request and what was answered to it. `outdated`: the answer is to an earlier form of the request. */
export interface Exchange<Request, Answer> {
  readonly id: string
  readonly request: Request
  readonly answer: Answer | undefined
  readonly state: 'new' | 'outdated' | 'answered'
}

/** All requests of a conversation, sorted by what they need. */
export interface Exchanges<Request, Answer> {
  readonly all: readonly Exchange<Request, Answer>[]
  /** New or outdated: an answer is owed. */
  readonly open: readonly Exchange<Request, Answer>[]
  readonly answered: readonly (Exchange<Request, Answer> & { readonly answer: Answer })[]
  /** Ids of answers whose request is gone; the answering side should withdraw them. */
  readonly orphans: readonly string[]
}

/** Pairs requests with answers by id. It knows no storage, so it fits every layout of keys; everything comes sorted by id. */
export function pairRequests<Request, Answer>(
  requests: Readonly<Record<string, Request>>,
  answers: Readonly<Record<string, Answer>>,
  isCurrent: (answer: Answer, request: Request, id: string) => boolean = () => true,
): Exchanges<Request, Answer> {
  const all = Object.keys(requests)
    .sort(compareText)
    .flatMap((id): readonly Exchange<Request, Answer>[] => {
      const request = requests[id]
      if (request === undefined) return []
      const answer = Object.hasOwn(answers, id) ? answers[id] : undefined
      if (answer === undefined) return [{ id, request, answer, state: 'new' }]
      return [{ id, request, answer, state: isCurrent(answer, request, id) ? 'answered' : 'outdated' }]
    })
  return {
    all,
    open: all.filter(({ state }) => state !== 'answered'),
    answered: all.flatMap((exchange) => {
      const { answer } = exchange
      return exchange.state === 'answered' && answer !== undefined ? [{ ...exchange, answer }] : []
    }),
    orphans: Object.keys(answers)
      .filter((id) => !Object.hasOwn(requests, id))
      .sort(compareText),
  }
}

/** An id without randomness: the same parts give the same id, also when the hook is run again. */
export function stableId(...parts: readonly string[]): string {
  return digest(canonicalJson(parts))
}
