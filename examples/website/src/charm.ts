import { fileURLToPath } from 'node:url'
import { services } from '@interlayer/example-services'
import { HttpProvider } from '@interlayer/interface-http'
import { any, defineCharm, not, port, text } from '@interlayer/runtime'

const server = fileURLToPath(new URL('server.ts', import.meta.url))

export default defineCharm({
  endpoints: { website: HttpProvider },
  config: {
    port: port('TCP port that serves HTTP.', { default: 8080 }),
    greeting: text('How the page begins.', { default: 'Hello' }),
  },
  flags: {
    serving: {
      description: 'The web server runs as it is configured now.',
      clearedBy: any('config.changed', 'hook:update-status'),
    },
  },
})
  .when(not('serving', 'hook:stop', 'hook:remove'), async (_, hook) => {
    const workload = services(hook.unit)
    const { port, greeting } = hook.config
    await workload.start('server', {
      command: [process.execPath, server, workload.address, String(port), `${greeting} from ${hook.unit}`],
      port,
    })
    hook.set('serving')
  })
  .when('serving', (_, hook) => {
    hook.status('active', `serves on port ${hook.config.port}`)
  })
  .when(['serving', 'website.available'], ({ website }, hook) => {
    website.configure({ port: hook.config.port })
  })
  .when('hook:stop', async (_, hook) => {
    await services(hook.unit).stop('server')
    hook.clear('serving')
  })
