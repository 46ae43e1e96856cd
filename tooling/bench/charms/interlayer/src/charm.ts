import { HttpProvider, HttpRequirer } from '@interlayer/interface-http'
import { defineCharm, not } from '@interlayer/runtime'

export default defineCharm({
  endpoints: { website: HttpProvider, upstream: HttpRequirer },
  flags: { forwarding: { description: 'Requests are forwarded to the upstream units.' } },
})
  .when(['website.available', 'upstream.available'], ({ website, upstream }, hook) => {
    const hosts = upstream.services().flatMap((service) => service.hosts)
    website.configure({ port: 10_000 + hosts.length })
    hook.set('forwarding')
  })
  .when(not('upstream.available'), (_, hook) => {
    hook.clear('forwarding')
  })
