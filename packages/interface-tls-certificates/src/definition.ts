import { boolean, choice, defineInterface, json, list, text } from '@interlayer/runtime'
import { array, boolean as bool, nullish, number, object, optional as maybe, string } from 'valibot'
import { shared } from './wire-0/definition.ts'
import { CertificatePem, SigningRequestPem } from './wire-0/pem.ts'

const Request = object({ certificate_signing_request: SigningRequestPem, ca: nullish(bool()) })

const Answer = object({
  ca: CertificatePem,
  certificate_signing_request: SigningRequestPem,
  certificate: CertificatePem,
  chain: nullish(array(CertificatePem)),
  revoked: nullish(bool()),
})

const Refusal = object({
  csr: SigningRequestPem,
  error: object({
    code: number(),
    name: string(),
    message: string(),
    reason: nullish(string()),
    provider: nullish(string()),
    endpoint: nullish(string()),
  }),
})

const Capabilities = object({
  supports_ip_sans: maybe(nullish(bool())),
  supports_wildcard_dns: maybe(nullish(bool())),
  supports_subdomain: maybe(nullish(bool())),
  supports_ca_certificates: maybe(nullish(bool())),
  allowed_domains: maybe(nullish(array(string()))),
  provider_type: maybe(nullish(string())),
})

const optional = { optional: true } as const
const asWritten = { optional: true, style: 'python-unsorted' } as const
const requests = json('Signing requests, and whether each is for an authority.', array(Request), asWritten)
const { requested, available, caAvailable } = shared

/** Why a request is refused, with the numbers that the wire has for it. */
export const refusalCodes = {
  ip_not_allowed: 101,
  domain_not_allowed: 102,
  wildcard_not_allowed: 103,
  server_not_available: 201,
  other: 999,
} as const

/**
 * The second wire: units and applications keep their keys and send signing requests, and the leader of the provider answers
 * them by the requests themselves. Wire-compatible with https://github.com/canonical/charmlibs, interfaces/tls-certificates.
 */
export const tlsCertificates = defineInterface({
  name: 'tls-certificates',
  wire: 1,
  summary: 'Certificates from an authority, for keys that stay where they are.',
  provides: {
    app: {
      certificates: json('Answers: certificates with their requests.', array(Answer), asWritten),
      request_errors: json('Requests that are refused, and why.', array(Refusal), asWritten),
      capabilities: json('What the authority is able to sign.', Capabilities, asWritten),
    },
    flags: { requested },
    methods: {
      requests: shared.requests,
      announce: shared.announce,
      issue: shared.issue,
      refuse: {
        summary: 'Answers a request with the reason why there is no certificate.',
        params: {
          id: shared.id,
          error: choice(
            'What is wrong.',
            ['ip_not_allowed', 'domain_not_allowed', 'wildcard_not_allowed', 'server_not_available', 'other'],
            { default: 'other' },
          ),
          message: text('What to do, for people.'),
          reason: text('More about the cause.', optional),
          provider: text('Who refused it.', optional),
          endpoint: text('Where it was refused.', optional),
        },
      },
      revoke: shared.revoke,
      support: {
        summary: 'Tells those who ask by signing requests what this authority can sign; what is left out is not said.',
        params: {
          addresses: boolean('Certificates for IP addresses.', optional),
          wildcards: boolean('Certificates for all names below one.', optional),
          subdomains: boolean('Certificates for names below the allowed domains.', optional),
          authorities: boolean('Certificates that sign others.', optional),
          domains: list('The domains that are allowed.', { optional: true, ordered: true }),
          type: text('What kind of authority it is: acme, self-signed, …', optional),
        },
      },
    },
  },
  requires: {
    unit: { certificate_signing_requests: requests },
    app: { certificate_signing_requests: requests },
    silentPartner: 'every',
    memory: {
      application: json('What this unit takes for the signing requests of its application.', array(string()), {
        default: [],
      }),
    },
    flags: {
      available,
      caAvailable,
      refused: {
        description: 'Something that this unit asks for is refused.',
        formerly: ['certificate.denied'],
      },
      revoked: 'Some certificate of this unit was taken back.',
      expiring: 'Some certificate of this unit is to be renewed, by another signing request.',
    },
    methods: {
      request: shared.request,
      certificate: shared.certificate,
      refusals: {
        summary: 'Which signing requests are refused, and why.',
        returns: '[{signingRequest, code, name, message, reason?}]',
      },
      authorities: shared.authorities,
      capabilities: {
        summary: 'What the authority says that it can sign, or nothing.',
        returns: '{addresses?, wildcards?, subdomains?, authorities?, domains?, type?}',
      },
    },
  },
})
