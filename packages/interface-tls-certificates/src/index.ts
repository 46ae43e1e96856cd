/**
 * The Juju interface `tls-certificates`: certificates from an authority.
 *
 * ```ts
 * import { TlsCertificatesRequirer } from '@interlayer/interface-tls-certificates'
 * import { defineCharm } from '@interlayer/runtime'
 *
 * const site = { commonName: 'www.example.com' }
 *
 * export default defineCharm({ endpoints: { certificates: TlsCertificatesRequirer } })
 *   .when('certificates.joined', ({ certificates }) => {
 *     certificates.request({ requests: [site] })
 *   })
 *   .when('certificates.available', ({ certificates }, hook) => {
 *     hook.log('info', `The chain has ${String(certificates.certificate(site)?.chain.length)} certificates`)
 *   })
 * ```
 * @packageDocumentation
 */
export { tlsCertificates } from './definition.ts'
export { TlsCertificatesProvider } from './provider.ts'
export { TlsCertificatesRequirer, type TlsCapabilities, type TlsRefusal } from './requirer.ts'
export { tlsCertificates0 } from './wire-0/definition.ts'
export { TlsCertificatesProvider0 } from './wire-0/provider.ts'
export type { NamedRequest, SigningRequest, TlsCertificatesRequest, WantedCertificate } from './wire-0/request.ts'
export { TlsCertificatesRequirer0, type TlsCertificate } from './wire-0/requirer.ts'
