import { InterlayerError, Provider, type Contract, type Params, type Relation } from '@interlayer/runtime'
import { answer, isAnswered, isRefused, tidy } from './answers.ts'
import { asksIn, type Ask } from './asks.ts'
import { tlsCertificates0 } from './definition.ts'
import type { NamedRequest } from './request.ts'

type P<M extends 'announce' | 'issue' | 'refuse' | 'revoke'> = Params<typeof tlsCertificates0, 'provides', M>

/**
 * The side of an authority, for those who ask by names. Each unit has answers of its own: where units do not share a key to sign
 * with, the leader alone should answer.
 */
export class TlsCertificatesProvider0
  extends Provider<typeof tlsCertificates0>
  implements Contract<typeof tlsCertificates0, 'provides'>
{
  static readonly definition: typeof tlsCertificates0 = tlsCertificates0

  /**
   * Withdraws answers that nobody asks for any more. The leader keeps one for other names until it has made another; the other
   * units may have led before, and do not keep it.
   */
  override sync(): void {
    for (const relation of this.relations) {
      const asks = asksIn(relation)
      tidy(relation, this.leader ? asks : asks.filter((ask) => isAnswered(relation, ask) || isRefused(relation, ask)))
    }
  }

  /** Raised while somebody waits for an answer of this unit. */
  get requested(): boolean {
    return this.requests().length > 0
  }

  /** Who waits for an answer: asked and not answered, or answered for other names than are asked for now. */
  requests(): readonly NamedRequest[] {
    const open = this.#asks.filter(({ relation, ask }) => !isAnswered(relation, ask) && !isRefused(relation, ask))
    return open.map(({ ask: { id, relation, from, kind, signingRequest, commonName, sans } }) => {
      return { id, relation, from, kind, signingRequest, commonName, sans }
    })
  }

  /** Tells everybody of the authority. What is left out is withdrawn. */
  announce({ ca, chain = [], clientCertificate, clientKey }: P<'announce'>): void {
    for (const { localUnit } of this.relations) {
      localUnit.update({
        ca: ca.trim(),
        chain: joined(chain),
        'client.cert': clientCertificate,
        'client.key': clientKey,
      })
    }
  }

  /** Answers a request. One that is gone is not answered; one that was refused may be. */
  issue({ id, certificate, ca, chain, key }: P<'issue'>): void {
    const found = this.#asks.find(({ ask }) => ask.id === id)
    if (found === undefined) return
    if (key === undefined) throw keyMissing(found.ask)
    const { relation, ask } = found
    answer(relation, ask, { cert: certificate.trim(), key: key.trim() })
    relation.localUnit.update({ ca: ca.trim(), ...(chain && { chain: joined(chain) }) })
    this.#remember(relation, ask, undefined)
  }

  /** Lets a request wait, and takes back what it was answered, until it is made for other names. */
  refuse({ id }: P<'refuse'>): void {
    for (const { relation, ask } of this.#asks.filter(({ ask }) => ask.id === id)) {
      answer(relation, ask, undefined)
      this.#remember(relation, ask, ask.names)
    }
  }

  /** Takes certificates back, with their keys, so that they are requested again. */
  revoke({ id }: P<'revoke'> = {}): void {
    for (const { relation, ask } of this.#asks.filter(({ ask }) => id === undefined || ask.id === id))
      answer(relation, ask, undefined)
  }

  #remember({ memory }: Answered, { id }: Ask, refused: string | undefined): void {
    const others = Object.entries(memory.written.refused ?? {}).filter(([known]) => known !== id)
    memory.update({ refused: Object.fromEntries(refused === undefined ? others : [...others, [id, refused]]) })
  }

  get #asks(): readonly { readonly relation: Answered; readonly ask: Ask }[] {
    return this.relations.flatMap((relation) => asksIn(relation).map((ask) => ({ relation, ask })))
  }
}

type Answered = Relation<typeof tlsCertificates0, 'provides'>

function joined(chain: readonly string[]): string | undefined {
  return chain.length === 0 ? undefined : chain.map((pem) => pem.trim()).join('\n')
}

function keyMissing({ from, id }: Ask): InterlayerError {
  const message = `${from} asked by names and has no key of its own. Give the key that the certificate was made for.`
  return new InterlayerError('PARAMS_INVALID', message, { id })
}
