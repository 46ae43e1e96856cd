import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { services } from '@interlayer/example-services'
import { HttpProvider } from '@interlayer/interface-http'
import { MysqlRequirer } from '@interlayer/interface-mysql'
import { all, any, defineCharm, not, port } from '@interlayer/runtime'
import { writeSettings } from './settings.ts'

const server = fileURLToPath(new URL('server.ts', import.meta.url))

/** A blog, served while it has a database. All units show the same posts. */
export default defineCharm({
  endpoints: { website: HttpProvider, database: MysqlRequirer },
  config: { port: port('TCP port that the blog listens on.', { default: 8080 }) },
  flags: {
    running: {
      description: 'The server runs, with the present database and configuration.',
      clearedBy: any('config.changed', 'database.changed', 'hook:update-status'),
    },
  },
})
  .when(not('database.available'), async ({ database }, hook) => {
    await services(hook.unit).stop('blog')
    hook.clear('running')
    if (database.disagreeing) hook.status('blocked', 'the units of the database name different ones: keep one of them')
    else if (database.connected) hook.status('waiting', 'for the database')
    else hook.status('blocked', 'relate a MySQL database')
  })
  .when(all('database.available', not('running')), async ({ database }, hook) => {
    const known = database.database()
    if (known === undefined) return
    const workload = services(hook.unit)
    const file = join(workload.directory, 'settings.json')
    const place = { address: workload.address, port: hook.config.port }
    writeSettings(file, { unit: hook.unit, ...place, database: known })
    await workload.start('blog', { command: [process.execPath, server, file], port: hook.config.port })
    // It may have been running, with other settings.
    await workload.reload('blog')
    hook.set('running')
  })
  .when('running', (_endpoints, hook) => {
    hook.status('active')
  })
  .when(all('running', 'website.available'), ({ website }, hook) => {
    website.configure({ port: hook.config.port })
  })
  .when(all('website.available', not('running')), ({ website }) => {
    website.withdraw()
  })
