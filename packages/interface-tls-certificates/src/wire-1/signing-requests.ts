import { stableId, type Relation } from '@interlayer/runtime'
import type { tlsCertificates } from '../definition.ts'
import { pemBody } from '../wire-0/pem.ts'
import type { SigningRequest } from '../wire-0/request.ts'

type Answering = Relation<typeof tlsCertificates, 'provides'>

/** A signing request with what it is found by. */
export interface Signing extends SigningRequest {
  /** What is in the PEM: equal for equal requests. */
  readonly body: string
}

/**
 * Everything that is asked in a relation: by its units, then by its application. A request that stands in several databags is
 * one, since one answer serves all. A databag that does not decode asks nothing.
 */
export function signingRequestsIn({ id: relation, units, remoteApp }: Answering): readonly Signing[] {
  const askers = [...units, ...(remoteApp === undefined ? [] : [remoteApp])]
  const all = askers.flatMap(({ name: from, databag }) => {
    const { certificate_signing_requests: asked = [] } = databag.state === 'ready' ? databag.data : {}
    return asked.map(({ certificate_signing_request: pem, ca }): Signing => {
      const body = pemBody(pem)
      const kind = ca === true ? 'intermediate' : 'server'
      return { id: stableId(relation, body), relation, from, kind, signingRequest: pem.trim(), body }
    })
  })
  // The first of equal ones stays.
  return [...new Map([...all].reverse().map((one) => [one.body, one])).values()].reverse()
}

/** Whether a unit, or the application, asks by signing requests: what it asks by names besides is for another wire. */
export function signs({ units, remoteApp }: Answering, asker: string): boolean {
  return [...units, ...(remoteApp === undefined ? [] : [remoteApp])].some(({ name, databag }) => {
    const { certificate_signing_requests: asked } = databag.state === 'ready' ? databag.data : {}
    return name === asker && asked !== undefined
  })
}
