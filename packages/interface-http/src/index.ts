/**
 * The Juju interface `http`: where web servers can be reached.
 *
 * ```ts
 * import { HttpRequirer } from '@interlayer/interface-http'
 * import { defineCharm } from '@interlayer/runtime'
 *
 * export default defineCharm({ endpoints: { reverseproxy: HttpRequirer } })
 *   .when('reverseproxy.available', ({ reverseproxy }, hook) => {
 *     hook.log('info', `Forwarding to ${JSON.stringify(reverseproxy.services())}`)
 *   })
 * ```
 * @packageDocumentation
 */
export { http } from './definition.ts'
export { HttpProvider } from './provider.ts'
export { HttpRequirer, type HttpHost, type HttpService, type HttpStanza } from './requirer.ts'
