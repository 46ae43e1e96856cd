import { randomBytes, X509Certificate } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { isIP } from 'node:net'
import { join } from 'node:path'
import type { NamedRequest, SigningRequest, TlsCertificatesRequest } from '@interlayer/interface-tls-certificates'
import { openssl } from './openssl.ts'

/** Where the authority lives, and how it signs. */
export interface Authority {
  /** Only this unit uses it. */
  readonly directory: string
  /** Directories with OpenSSL, as in PATH. */
  readonly path: string
  /** How long its certificates are good for. */
  readonly days: number
}

/** A certificate with its key, where the authority made that. */
export interface Issued {
  readonly certificate: string
  readonly key?: string
}

/** Makes the authority's key and certificate, unless they are there. */
export async function foundAuthority({ directory, path }: Authority, name: string): Promise<void> {
  const { key, certificate } = filesIn(directory)
  if (existsSync(certificate)) return
  const unfinished = `${certificate}.unfinished`
  const subject = ['-subj', `/CN=${checkedName(name)}`, '-days', '3650']
  const extensions = [
    '-addext',
    'basicConstraints=critical,CA:TRUE',
    '-addext',
    'keyUsage=critical,keyCertSign,cRLSign',
  ]
  await openssl(path, ['req', '-x509', ...newKey, '-keyout', key, '-out', unfinished, ...subject, ...extensions])
  await rename(unfinished, certificate)
}

/** The certificate of the authority, PEM. */
export function certificateOf({ directory }: Authority): Promise<string> {
  return readFile(filesIn(directory).certificate, 'utf8')
}

/** Why a request cannot be signed, in words for who asks; undefined when it can. */
export function problemWith(request: TlsCertificatesRequest): string | undefined {
  if (request.signingRequest !== undefined) return undefined
  const names = [request.commonName, ...request.sans]
  return names.every(isName) ? undefined : 'names have up to 64 letters, digits and any of "*", "-", ".", "_" and ":"'
}

/** Makes a certificate; undefined for a signing request that OpenSSL does not take. */
export async function issue(authority: Authority, request: TlsCertificatesRequest): Promise<Issued | undefined> {
  const folder = await mkdtemp(join(authority.directory, 'issue-'))
  try {
    return await (request.signingRequest === undefined
      ? issueNamed(authority, request, folder)
      : issueSigned(authority, request, folder))
  } finally {
    await rm(folder, { recursive: true })
  }
}

async function issueSigned(authority: Authority, request: SigningRequest, folder: string): Promise<Issued | undefined> {
  const { signingRequest, kind } = request
  const isRequest = await openssl(authority.path, ['req', '-verify', '-noout'], signingRequest).then(
    () => true,
    () => false,
  )
  if (!isRequest) return undefined
  // What it is good for is the authority's to say, and stands in place of what the request says; its names stay.
  const certificate = await sign(authority, signingRequest, { folder, extensions: extensionsOf(kind) })
  if (new X509Certificate(certificate).ca !== (kind === 'intermediate'))
    throw new Error('OpenSSL let a request say that it is an authority: do not use this version.')
  return { certificate }
}

async function issueNamed(authority: Authority, request: NamedRequest, folder: string): Promise<Issued> {
  const { commonName, sans, kind } = request
  const file = join(folder, 'key.pem')
  const subject = ['-subj', `/CN=${checkedName(commonName)}`]
  const signingRequest = await openssl(authority.path, ['req', '-new', ...newKey, '-keyout', file, ...subject])
  const names = [commonName, ...sans].map((name) => `${isIP(name) === 0 ? 'DNS' : 'IP'}:${checkedName(name)}`)
  const extensions = [...extensionsOf(kind), `subjectAltName=${[...new Set(names)].join(',')}`]
  const certificate = await sign(authority, signingRequest, { folder, extensions })
  return { certificate, key: await readFile(file, 'utf8') }
}

const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'] as const

interface Signature {
  readonly folder: string
  readonly extensions: readonly string[]
}

async function sign({ directory, path, days }: Authority, request: string, made: Signature): Promise<string> {
  const { key, certificate } = filesIn(directory)
  const file = join(made.folder, 'extensions')
  await writeFile(file, made.extensions.join('\n'))
  const serial = `0x${randomBytes(16).toString('hex')}`
  const signer = ['-CA', certificate, '-CAkey', key, '-set_serial', serial, '-days', String(days)]
  return openssl(path, ['x509', '-req', ...signer, '-copy_extensions', 'copy', '-extfile', file], request)
}

function extensionsOf(kind: TlsCertificatesRequest['kind']): readonly string[] {
  if (kind === 'intermediate')
    return ['basicConstraints=critical,CA:TRUE,pathlen:0', 'keyUsage=critical,keyCertSign,cRLSign']
  return ['basicConstraints=critical,CA:FALSE', 'keyUsage=critical,digitalSignature,keyEncipherment,keyAgreement']
}

function filesIn(directory: string): { readonly key: string; readonly certificate: string } {
  return { key: join(directory, 'authority.key'), certificate: join(directory, 'authority.pem') }
}

/** Nothing in a name begins another line, extension or part of a subject. */
function isName(name: string): boolean {
  return /^[A-Za-z0-9*._:-]{1,64}$/.test(name)
}

function checkedName(name: string): string {
  if (isName(name)) return name
  throw new Error('A name is not made of letters, digits, "*", "-", ".", "_" and ":": check the request first.')
}
