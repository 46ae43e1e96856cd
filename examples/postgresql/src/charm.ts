import { services } from '@interlayer/example-services'
import { PostgresqlClientProvider } from '@interlayer/interface-postgresql_client'
import { all, any, defineCharm, not, port, text } from '@interlayer/runtime'
import { execute, install, missingPrograms, programPath, serverOf } from './postgresql.ts'
import { createDatabase, dropAccounts, newPassword, problemWith } from './statements.ts'

/** A PostgreSQL server: a database and an account for each request of a related application. */
export default defineCharm({
  endpoints: { database: PostgresqlClientProvider },
  config: {
    port: port('TCP port that the server listens on.', { default: 5432 }),
    path: text('Directories with the programs of PostgreSQL, as in PATH.', {
      default: programPath,
    }),
    user: text('Whom the server runs as where the charm runs as root, for whom PostgreSQL refuses to.', {
      default: 'postgres',
    }),
  },
  flags: {
    running: {
      description: 'The server runs as it is configured.',
      clearedBy: any('config.changed', 'hook:update-status'),
    },
  },
})
  .when(all('leader', not('running')), async (_endpoints, hook) => {
    const missing = missingPrograms(hook.config.path)
    if (missing.length > 0) {
      hook.status('blocked', `install postgresql: there is no ${missing.join(', ')}`)
      return
    }
    await hook.progress('starting PostgreSQL')
    await install(hook)
    await services(hook.unit).start('postgresql', serverOf(hook))
    hook.set('running')
  })
  .when(not('leader', 'running'), (_endpoints, hook) => {
    hook.status('waiting', 'the leader serves, this unit stands by')
  })
  .when('running', (_endpoints, hook) => {
    hook.status('active')
  })
  .when(all('leader', 'running', 'database.requested'), async ({ database }, hook) => {
    for (const asked of database.requests()) {
      const problem = problemWith(asked)
      if (problem !== undefined) {
        hook.status('blocked', problem)
        continue
      }
      const { request, account: username } = asked
      const password = newPassword()
      await execute(hook, createDatabase(asked, password))
      const server = `${services(hook.unit).address}:${String(hook.config.port)}`
      const uris = `postgresql://${username}:${password}@${server}/${asked.database}`
      database.provide({ request, username, password, endpoints: [server], uris, tls: false })
      hook.log('info', `${asked.application} has the database ${asked.database}, with the account ${username}`)
    }
  })
  // What was told to clients names the old port.
  .when(all('leader', 'running', 'config.changed.port'), ({ database }, hook) => {
    for (const { username, password, uris, ...given } of database.given()) {
      if (username === undefined || password === undefined || uris === undefined) continue
      const server = `${services(hook.unit).address}:${String(hook.config.port)}`
      const moved = uris.replace(/@[^/]+/, `@${server}`)
      database.provide({ ...given, username, password, uris: moved, endpoints: [server] })
    }
  })
  .when(all('leader', 'running', 'database.released'), async ({ database }, hook) => {
    for (const { request, account } of database.releases()) {
      await execute(hook, dropAccounts(account))
      database.withdraw({ request })
    }
  })
  .when(all('running', 'database.broken'), async (_endpoints, hook) => {
    for (const { fact, relation, reason } of hook.gone('database')) {
      // A unit that leaves keeps the accounts: the relations go on without it.
      if (fact === 'broken' && reason === 'relation-gone')
        await execute(hook, dropAccounts(relation.replace(/^.*:/, 'relation-')))
    }
  })
  .when('hook:stop', async (_endpoints, hook) => {
    await services(hook.unit).stop('postgresql')
  })
