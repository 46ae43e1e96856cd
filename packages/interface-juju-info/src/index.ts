/**
 * The Juju interface `juju-info`: attaches to any charm.
 *
 * ```ts
 * import { JujuInfoRequirer } from '@interlayer/interface-juju-info'
 * import { defineCharm } from '@interlayer/runtime'
 *
 * export default defineCharm({ endpoints: { host: JujuInfoRequirer } })
 *   .when('host.available', ({ host }, hook) => {
 *     hook.status('active', `beside ${host.principal()?.unit ?? 'nobody'}`)
 *   })
 * ```
 * @packageDocumentation
 */
export { jujuInfo } from './definition.ts'
export { JujuInfoRequirer, type Principal } from './requirer.ts'
