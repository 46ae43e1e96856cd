import { defineInterface, integer, json, quotedText } from '@interlayer/runtime'
import { array, string } from 'valibot'

const certificates = array(string())
const version = integer('Number of the wire: 0.', { min: 0, max: 0, optional: true })

/**
 * Wire 0: each unit of the provider has certificates of its own. Libraries of wire 0 write a lone certificate as it is, newer
 * ones as JSON, and both read both.
 */
export const certificateTransfer0 = defineInterface({
  name: 'certificate_transfer',
  wire: 0,
  summary: 'Certificates that another application should trust.',
  provides: {
    unit: {
      ca: quotedText('Certificate of the authority, as PEM.', { optional: true }),
      certificate: quotedText('One of the certificates, as PEM.', { optional: true }),
      chain: json('All certificates, as PEM.', certificates, { style: 'python-unsorted' }),
      version,
    },
    app: {
      certificates: json('What newer libraries write beside wire 0; it counts more than units.', certificates, {
        optional: true,
        status: 'readOnly',
      }),
    },
  },
  requires: { app: { version }, greeting: { app: { version: 0 } } },
})
