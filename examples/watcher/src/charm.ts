import { JujuInfoRequirer } from '@interlayer/interface-juju-info'
import { all, any, defineCharm, not, port } from '@interlayer/runtime'
import { check } from './check.ts'

export default defineCharm({
  endpoints: { host: JujuInfoRequirer },
  config: { port: port('TCP port on which the principal serves HTTP.', { default: 8080 }) },
})
  .when(not('host.available'), (_, hook) => {
    hook.status('waiting', 'for its principal')
  })
  .when(all('host.available', any('config.changed', 'hook:update-status', 'host.changed')), async ({ host }, hook) => {
    const principal = host.principal()
    if (principal?.address === undefined) {
      hook.status('waiting', 'for the address of its principal')
      return
    }
    const outcome = await check(principal.address, hook.config.port)
    if (outcome.state === 'silent') hook.status('waiting', `${principal.unit} does not answer: ${outcome.reason}`)
    else hook.status(outcome.status < 400 ? 'active' : 'blocked', `${principal.unit} answers ${outcome.status}`)
  })
