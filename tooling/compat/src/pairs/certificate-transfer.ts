import { CertificateTransferProvider, CertificateTransferRequirer } from '@interlayer/interface-certificate_transfer'
import { defineCharm } from '@interlayer/runtime'
import { config } from '../our-charm.ts'
import type { Pair } from '../pair.ts'

/** certificate_transfer with its library for ops. */
export const certificateTransfer: Pair = {
  name: 'certificate_transfer',
  interface: 'certificate_transfer',
  endpoint: 'certificates',
  partner: {
    environment: 'charmlibs-interfaces-certificate-transfer',
    package: 'charmlibs-interfaces-certificate_transfer',
    charm: 'certificate_transfer.py',
    madeHere: [],
  },
  provider: (end) =>
    defineCharm({ endpoints: { certificates: CertificateTransferProvider }, config })
      .when('certificates.available', ({ certificates }, hook) => {
        certificates.provide({ certificates: ['always', `edition ${hook.config.edition}`] })
      })
      .when({ all: [] }, (_, hook) => end(hook, null)),
  requirer: (end) =>
    defineCharm({ endpoints: { certificates: CertificateTransferRequirer }, config }).when(
      { all: [] },
      ({ certificates }, hook) => end(hook, certificates.certificates()),
    ),
  provided: () => null,
  required: ({ edition }) => ['always', `edition ${String(edition)}`],
  nothing: [],
  differences: [
    {
      side: 'provider',
      bag: 'unit',
      keys: ['ca', 'certificate', 'chain', 'version', 'egress-subnets', 'ingress-address', 'private-address'],
      in: ['ours', 'theirs'],
      still: 'any',
      reason:
        'Before the requirer has named its wire, the library also writes wire 0 into the databag of its unit: it takes the keys of Juju away there, and leaves its own.',
    },
  ],
}
