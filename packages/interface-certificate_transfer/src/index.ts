/**
 * The Juju interface `certificate_transfer`: certificates that another application should trust.
 *
 * ```ts
 * import { CertificateTransferRequirer } from '@interlayer/interface-certificate_transfer'
 * import { defineCharm } from '@interlayer/runtime'
 *
 * export default defineCharm({ endpoints: { 'receive-ca-cert': CertificateTransferRequirer } })
 *   .when('receive-ca-cert.available', ({ 'receive-ca-cert': authorities }, hook) => {
 *     hook.log('info', `Trusting ${authorities.certificates().length} certificates`)
 *   })
 * ```
 * @packageDocumentation
 */
export { certificateTransfer } from './definition.ts'
export { CertificateTransferProvider } from './provider.ts'
export { CertificateTransferRequirer } from './requirer.ts'
export type { CertificateTransfer } from './wire-0/requirer.ts'
