import { execFile } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** How long OpenSSL may take, in milliseconds. */
const timeout = 60_000
/** The part of its life after which a certificate is renewed. */
const oldAge = 0.9

/** A key that never leaves its directory, and the signing request that was made with it. */
export interface Key {
  readonly file: string
  readonly signingRequest: string
}

/** The key of a unit, made with OpenSSL when there is none. `commonName` and `addresses` are what the certificate is to be for. */
export async function keyIn(directory: string, commonName: string, addresses: readonly string[]): Promise<Key> {
  const { key, request } = filesIn(directory)
  if (!existsSync(request)) {
    const names = [`DNS:${commonName}`, ...addresses.map((address) => `IP:${address}`)].join(',')
    const made = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', key]
    const said = ['-subj', `/CN=${commonName}`, '-addext', `subjectAltName=${names}`, '-out', `${request}.unfinished`]
    await promisify(execFile)('openssl', ['req', '-new', ...made, ...said], { timeout })
    await rename(`${request}.unfinished`, request)
  }
  return { file: key, signingRequest: (await readFile(request, 'utf8')).trim() }
}

/** Has the next call of `keyIn` make another key. */
export async function forgetKey(directory: string): Promise<void> {
  await rm(filesIn(directory).request, { force: true })
}

/** Whether a certificate, PEM, has most of its life behind it. */
export function isOld(certificate: string, now = Date.now()): boolean {
  const { validFrom, validTo } = new X509Certificate(certificate)
  const [from, to] = [Date.parse(validFrom), Date.parse(validTo)]
  return now > from + oldAge * (to - from)
}

function filesIn(directory: string): { readonly key: string; readonly request: string } {
  return { key: join(directory, 'key.pem'), request: join(directory, 'request.pem') }
}
