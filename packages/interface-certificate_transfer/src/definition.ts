import { defineInterface, integer, json, text } from '@interlayer/runtime'
import { array, string } from 'valibot'

const certificates = array(string())

/**
 * The certificate_transfer interface. Wire-compatible with
 * https://github.com/canonical/charmlibs/tree/main/interfaces/certificate_transfer.
 */
export const certificateTransfer = defineInterface({
  name: 'certificate_transfer',
  wire: 1,
  summary: 'Certificates that another application should trust.',
  provides: {
    conversation: 'application',
    app: {
      certificates: json('All certificates, as PEM.', certificates, { style: 'python-unsorted' }),
      version: integer('Number of the wire: 1.', { min: 1, optional: true }),
    },
    flags: { available: 'At least one unit is related, so there is someone to tell.' },
    methods: {
      provide: {
        summary: 'Gives all certificates that are to be trusted; one that is left out is taken back.',
        params: {
          certificates: json('Certificates as PEM, in any order.', certificates),
          relation: text('Id of the relation. Default: every one.', { optional: true }),
        },
      },
    },
  },
  requires: {
    conversation: 'application',
    app: { version: integer('Number of the wire: 1.', { min: 1 }) },
    greeting: { app: { version: 1 } },
    flags: { available: 'At least one certificate is known.' },
    methods: {
      certificates: { summary: 'All certificates, sorted, each once.', returns: '[PEM]' },
      transfers: {
        summary: 'The same, by the application that gives them; those that give none are left out.',
        returns: '[{relation, application, certificates: [PEM]}]',
      },
    },
  },
})
