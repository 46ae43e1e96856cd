import { HttpProvider, HttpRequirer } from '@interlayer/interface-http'
import { defineCharm } from '@interlayer/runtime'

/** Serves at one port. */
export const website = defineCharm({ endpoints: { website: HttpProvider } }).when('website.available', ({ website }) =>
  website.configure({ port: 8080 }),
)

/** Says where it found a website. */
export const proxy = defineCharm({ endpoints: { backend: HttpRequirer } }).when(
  'backend.available',
  ({ backend }, hook) => {
    for (const { service, hosts } of backend.services())
      hook.status('active', `${service}: ${hosts.map(({ hostname, port }) => `${hostname}:${port}`).join(', ')}`)
  },
)
