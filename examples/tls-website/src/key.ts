import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/** How long OpenSSL may take, in milliseconds. */
const timeout = 60_000

/** A new private key, PEM, made with OpenSSL. */
export function newKey(): Promise<string> {
  return openssl(['genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256'])
}

/** A signing request by the key in a file, PEM; each is another one. */
export function newRequest(keyFile: string, commonName: string, addresses: readonly string[]): Promise<string> {
  const names = [`DNS:${commonName}`, ...addresses.map((address) => `IP:${address}`)].join(',')
  return openssl(['req', '-new', '-key', keyFile, '-subj', `/CN=${commonName}`, '-addext', `subjectAltName=${names}`])
}

async function openssl(args: readonly string[]): Promise<string> {
  return (await promisify(execFile)('openssl', args, { timeout })).stdout.trim()
}
