import { stableId, type Relation, type SecretTexts } from '@interlayer/runtime'
import type { tlsCertificates } from '../definition.ts'
import { pemBody, wholeChain } from '../wire-0/pem.ts'
import type { TlsCertificate } from '../wire-0/requirer.ts'
import { bodyOf, type Answer } from './answer-lists.ts'
import { publicKeyIn, validityIn } from './der.ts'

type Asking = Relation<typeof tlsCertificates, 'requires'>

/** The part of its life after which a certificate is to be renewed. */
const oldAge = 0.9
/** Certificates of the chain are numbered, since each has to fit. */
const linkStart = 'chain-'
/** What Juju keeps in a secret, in bytes: an answer that does not fit is used as long as it stands in the databag. */
const limits = { value: 8 * 1024, whole: 64 * 1024 } as const

/**
 * Keeps each certificate with its request in a secret that expires when it is to be renewed. Those for requests of before stay
 * until everything that is asked for now is answered, unless they are taken back.
 */
export function keepCertificates({ secrets }: Asking, asked: readonly string[], answers: readonly Answer[]): void {
  const [valid, revoked] = [true, false].map((isValid) => answers.filter((one) => (one.revoked !== true) === isValid))
  const missing = asked.filter((body) => !valid?.some((answer) => bodyOf(answer) === body))
  for (const answer of valid ?? []) {
    const content = contentOf(answer)
    if (asked.includes(bodyOf(answer)) && fits(content))
      secrets.keep(nameOf(bodyOf(answer)), content, { expires: renewalOf(answer.certificate) })
  }
  const ended = [...missing, ...(revoked ?? []).map(bodyOf)].map(nameOf)
  const current = asked.map(nameOf)
  for (const name of secrets.names)
    if (ended.includes(name) || (missing.length === 0 && !current.includes(name))) secrets.drop(name)
}

/** Whether the certificate for a request is to be renewed. */
export function isExpiring({ secrets }: Asking, body: string): boolean {
  return secrets.isDue(nameOf(body))
}

/**
 * What is kept for a request that has no answer now: for one of before, that request's own; for one that is asked, that of one
 * of before by the same key.
 */
export function keptCertificate(
  { secrets }: Asking,
  body: string,
  asked: readonly string[],
): TlsCertificate | undefined {
  const own = secrets.read(nameOf(body))?.reveal()
  if (own !== undefined) return toCertificate(own)
  const key = asked.includes(body) ? publicKeyIn(body) : undefined
  if (key === undefined) return undefined
  const current = asked.map(nameOf)
  const former = secrets.names.filter((name) => !current.includes(name)).map((name) => secrets.read(name)?.reveal())
  const found = former.find((content) => publicKeyIn(pemBody(content?.['certificate'] ?? '')) === key)
  return found && toCertificate(found)
}

/** It says nothing, and is the same as long as the request is. */
function nameOf(body: string): string {
  return `certificate-${stableId(body)}`
}

function contentOf({ certificate, certificate_signing_request: csr, ca, chain }: Answer): SecretTexts {
  const links = wholeChain(certificate, chain ?? [], ca).slice(1, -1)
  const numbered = links.map((pem, index) => [`${linkStart}${String(index + 1)}`, pem] as const)
  return { certificate: certificate.trim(), csr: csr.trim(), authority: ca.trim(), ...Object.fromEntries(numbered) }
}

function toCertificate(content: SecretTexts): TlsCertificate {
  const { certificate = '', authority: ca = '' } = content
  const links = Object.keys(content).filter((key) => key.startsWith(linkStart))
  const between = links.map((_, index) => content[`${linkStart}${String(index + 1)}`] ?? '')
  return { certificate, ca, chain: wholeChain(certificate, between, ca), key: undefined }
}

function fits(content: SecretTexts): boolean {
  const sizes = Object.values(content).map(({ length }) => length)
  return Math.max(...sizes) <= limits.value && sizes.reduce((sum, size) => sum + size, 0) <= limits.whole
}

/** As Juju reads it; undefined where nobody can tell. */
function renewalOf(certificate: string): string | undefined {
  const validity = validityIn(pemBody(certificate))
  if (validity === undefined) return undefined
  const moment = validity.from + oldAge * (validity.to - validity.from)
  return new Date(moment).toISOString().replace(/\.\d+Z$/, 'Z')
}
