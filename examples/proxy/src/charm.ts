import { rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { services } from '@interlayer/example-services'
import { HttpProvider, HttpRequirer } from '@interlayer/interface-http'
import { all, any, defineCharm, not, port } from '@interlayer/runtime'

const server = fileURLToPath(new URL('server.ts', import.meta.url))

export default defineCharm({
  endpoints: { reverseproxy: HttpRequirer, website: HttpProvider },
  config: { port: port('TCP port that takes requests.', { default: 8080 }) },
  flags: {
    forwarding: {
      description: 'The proxy runs, and knows the related websites as they are now.',
      clearedBy: any(
        'config.changed',
        'hook:update-status',
        'reverseproxy.changed',
        'reverseproxy.departed',
        'reverseproxy.broken',
      ),
    },
  },
})
  .when(not('forwarding', 'hook:stop', 'hook:remove'), async ({ reverseproxy }, hook) => {
    const workload = services(hook.unit)
    const file = join(workload.directory, 'websites.json')
    const { port } = hook.config
    // In one step: the server may be reading it, told by the hook before.
    await writeFile(`${file}.new`, JSON.stringify(reverseproxy.services()))
    await rename(`${file}.new`, file)
    await workload.start('server', {
      command: [process.execPath, server, workload.address, String(port), file],
      port,
    })
    await workload.reload('server')
    hook.set('forwarding')
  })
  .when(not('reverseproxy.joined'), (_, hook) => {
    hook.status('blocked', 'relate it to a website')
  })
  .when(all('reverseproxy.joined', not('reverseproxy.available')), (_, hook) => {
    hook.status('waiting', 'for a website to say where it is')
  })
  .when(['forwarding', 'reverseproxy.available'], ({ reverseproxy }, hook) => {
    const websites = reverseproxy.services().map(({ service, hosts }) => `${service} (${hosts.length})`)
    hook.status('active', `forwards to ${websites.join(', ')}`)
  })
  .when(['forwarding', 'website.available'], ({ website }, hook) => {
    website.configure({ port: hook.config.port })
  })
  .when('hook:stop', async (_, hook) => {
    await services(hook.unit).stop('server')
    hook.clear('forwarding')
  })
