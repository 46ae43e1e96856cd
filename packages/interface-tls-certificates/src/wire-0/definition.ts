import { defineInterface, json, text } from '@interlayer/runtime'
import { array, nullish, object, picklist, record, string } from 'valibot'
import { CertificatePem } from './pem.ts'
import { kinds, Wanted } from './request.ts'

const Names = object({ sans: nullish(array(string())) })
const Pair = object({ cert: string(), key: string() })

const optional = { optional: true } as const
const secretText = { optional: true, sensitive: true } as const

function requests(whose: string) {
  return json(`Names of ${whose} certificates: {common name: {sans}}.`, record(string(), Names), {
    optional: true,
    style: 'python',
  })
}

function answers(whose: string) {
  return json(`${whose} certificates of the unit: {common name: {cert, key}}.`, record(string(), Pair), {
    optional: true,
    sensitive: true,
    style: 'python',
  })
}

/** What both sides have in every wire. */
export const shared = {
  requested: {
    description: 'Somebody waits for an answer of this unit.',
    formerly: ['certs.requested', 'server.certs.requested', 'client.certs.requested', 'intermediate.certs.requested'],
  },
  available: {
    description: 'Everything that this unit asks for has its certificate.',
    formerly: ['certs.available', 'certificate.available'],
  },
  caAvailable: {
    description: 'The certificate of some authority is known.',
    formerly: ['ca.available'],
  },
  id: text('As requests() names it.'),
  requests: {
    summary: 'Who waits for an answer.',
    returns: '[{id, relation, from, kind, signingRequest | commonName, sans}]',
  },
  announce: {
    summary: 'Tells those who ask by names of the authority before their certificates are there.',
    params: {
      ca: text('The certificate of the authority, PEM.'),
      chain: json('Certificates that lead to it, the issuer of all others first.', array(CertificatePem), optional),
      clientCertificate: text('One for all clients, which some old ones need.', optional),
      clientKey: text('Its key.', secretText),
    },
  },
  issue: {
    summary: 'Answers a request with a certificate.',
    params: {
      id: text('As requests() names it.'),
      certificate: text('PEM.'),
      ca: text('The certificate of the authority, PEM.'),
      chain: json(
        'Certificates between the two, the issuer of the certificate first.',
        array(CertificatePem),
        optional,
      ),
      key: text('PEM; for who asked by names alone, and has none.', secretText),
    },
  },
  revoke: {
    summary: 'Takes certificates back, so that they are requested again.',
    params: { id: text('Of the request. Default: all.', optional) },
  },
  request: {
    summary: 'Says which certificates are wanted; what was wanted before and is left out is wanted no longer.',
    params: { requests: json('All that are wanted.', array(Wanted)) },
  },
  certificate: {
    summary: 'The certificate for a request, as it was made, or nothing.',
    params: {
      kind: json('Default: server.', picklist(kinds), optional),
      owner: json('Default: unit.', picklist(['unit', 'application']), optional),
      commonName: text('As requested.', optional),
      sans: json('As requested.', array(string()), optional),
      signingRequest: text('As requested, PEM.', optional),
    },
    returns: '{certificate, ca, chain, key?}',
  },
  authorities: { summary: 'The certificates of the authorities that are known.', returns: '[PEM]' },
} as const

const { requested, available, caAvailable } = shared

/**
 * The first wire: units ask by names, the authority makes certificates and keys, and each of its units answers by the names of
 * units. Wire-compatible with https://github.com/juju-solutions/interface-tls-certificates.
 */
export const tlsCertificates0 = defineInterface({
  name: 'tls-certificates',
  wire: 0,
  summary: 'Certificates from an authority, with keys that it makes.',
  provides: {
    unit: {
      ca: text('The certificate of the authority, PEM.', optional),
      chain: text('Certificates that lead to it, PEM one after the other.', optional),
      'client.cert': text('One certificate for all clients; only the oldest need it.', optional),
      'client.key': text('Its key.', secretText),
      '{unit}.server.cert': text('For the common_name of the unit, PEM.', optional),
      '{unit}.server.key': text('Its key.', secretText),
      '{unit}.processed_requests': answers('Server'),
      '{unit}.processed_client_requests': answers('Client'),
      '{unit}.processed_intermediate_requests': answers('Intermediate'),
      '{unit}.processed_application_requests': answers('The application’s'),
    },
    memory: {
      issued: json('Names that each answer was made for.', record(string(), string()), { default: {} }),
      refused: json('Names of each request that was refused.', record(string(), string()), { default: {} }),
    },
    flags: { requested },
    methods: {
      requests: shared.requests,
      announce: shared.announce,
      issue: shared.issue,
      refuse: {
        summary: 'Lets a request wait until it is made for other names; this wire cannot say so.',
        params: { id: shared.id },
      },
      revoke: shared.revoke,
    },
  },
  requires: {
    unit: {
      unit_name: text('The unit, with "_" for "/".', optional),
      common_name: text('Of the first server certificate.', optional),
      sans: json('Its further names and addresses.', nullish(array(string())), { optional: true, style: 'python' }),
      certificate_name: text('A name for that certificate, for the oldest providers.', optional),
      cert_requests: requests('further server'),
      client_cert_requests: requests('client'),
      application_cert_requests: requests('the application’s'),
      intermediate_cert_requests: requests('intermediate'),
    },
    flags: { available, caAvailable },
    methods: { request: shared.request, certificate: shared.certificate, authorities: shared.authorities },
  },
})
