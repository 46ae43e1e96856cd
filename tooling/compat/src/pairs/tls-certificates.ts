import { createHash, X509Certificate } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { TlsCertificatesProvider, TlsCertificatesRequirer } from '@interlayer/interface-tls-certificates'
import { defineCharm } from '@interlayer/runtime'
import { config, ownFile } from '../our-charm.ts'
import type { Pair } from '../pair.ts'

/** tls-certificates with its library for ops. Keys and certificates are real; those of our charms are made by the same program. */
export const tlsCertificates: Pair = {
  name: 'tls-certificates',
  interface: 'tls-certificates',
  endpoint: 'certificates',
  partner: {
    environment: 'charmlibs-interfaces-tls-certificates',
    package: 'charmlibs-interfaces-tls_certificates',
    charm: 'tls_certificates.py',
    madeHere: [],
  },
  provider: (end) =>
    defineCharm({ endpoints: { certificates: TlsCertificatesProvider }, config })
      .when('config.changed.edition', ({ certificates }) => certificates.revoke())
      .when({ all: [] }, async ({ certificates }, hook) => {
        for (const { id, signingRequest = '' } of certificates.requests()) {
          const [certificate = '', ca = ''] = pemsIn(await python(['issue', hook.config.edition, signingRequest]))
          certificates.issue({ id, certificate, ca })
        }
        end(hook, certificates.requests().length)
      }),
  requirer: (end) =>
    defineCharm({ endpoints: { certificates: TlsCertificatesRequirer }, config }).when(
      { all: [] },
      async ({ certificates }, hook) => {
        const signingRequest = await requestFor(`${hook.unit.replace('/', '-')}.test`)
        certificates.request({ requests: [{ signingRequest }] })
        const found = certificates.certificate({ signingRequest })
        end(hook, found === undefined ? [] : [read(found.certificate, signingRequest, found.chain.length)])
      },
    ),
  provided: () => 0,
  required: ({ unit, edition }) => [[`${unit.replace('/', '-')}.test`, edition, 2]],
  nothing: [],
  differences: [
    {
      side: 'requirer',
      bag: 'unit',
      keys: ['egress-subnets', 'ingress-address', 'private-address'],
      in: ['theirs'],
      still: 'any',
      reason: 'The library takes the keys of Juju out of the databag of its unit; ours leaves them there.',
    },
  ],
  varies: {
    certificate: /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g,
    request: /-----BEGIN CERTIFICATE REQUEST-----[^-]*-----END CERTIFICATE REQUEST-----/g,
  },
}

/** For whom a certificate is, and which edition: its serial number is that, added to a digest of the request. */
function read(certificate: string, request: string, length: number): readonly unknown[] {
  const { subject, serialNumber } = new X509Certificate(certificate)
  const digest = createHash('sha256').update(request.trim()).digest('hex').slice(0, 12)
  return [/CN=(.*)/.exec(subject)?.[1], Number(BigInt(`0x${serialNumber}`) - BigInt(`0x${digest}`)), length]
}

/** Made once for each unit. */
async function requestFor(name: string): Promise<string> {
  const file = ownFile('request.pem')
  if (!existsSync(file)) writeFileSync(file, await python(['request', name]))
  return readFileSync(file, 'utf8')
}

async function python(args: readonly string[]): Promise<string> {
  const { PYTHON = '', PROGRAM = '' } = process.env
  const { stdout } = await promisify(execFile)(PYTHON, ['-B', PROGRAM, ...args])
  return stdout
}

function pemsIn(text: string): readonly string[] {
  return text.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? []
}
