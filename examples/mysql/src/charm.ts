import { services } from '@interlayer/example-services'
import { MysqlProvider } from '@interlayer/interface-mysql'
import { MysqlClientProvider } from '@interlayer/interface-mysql_client'
import { all, any, defineCharm, not, port, text } from '@interlayer/runtime'
import { execute, install, missingPrograms, serverOf } from './mariadb.ts'
import { createDatabase, dropAccount, dropAccounts, newAccount, problemWith, problemWithAccount } from './statements.ts'

/** A MySQL server: a database for each related application over `db`, and for each request over `database`. */
export default defineCharm({
  endpoints: { db: MysqlProvider, database: MysqlClientProvider },
  config: {
    port: port('TCP port that the server listens on.', { default: 3306 }),
    path: text('Directories with the programs of MariaDB, as in PATH.', { default: '/usr/sbin:/usr/bin:/sbin:/bin' }),
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
      hook.status('blocked', `install mariadb-server-core and mariadb-client-core: there is no ${missing.join(', ')}`)
      return
    }
    await hook.progress('starting MariaDB')
    await install(hook)
    await services(hook.unit).start('mariadb', serverOf(hook))
    hook.set('running')
  })
  .when(not('leader', 'running'), (_endpoints, hook) => {
    hook.status('waiting', 'the leader serves, this unit stands by')
  })
  .when('running', (_endpoints, hook) => {
    hook.status('active')
  })
  // What was told to clients names the old port: they are all answered anew.
  .when('config.changed.port', ({ db }) => {
    db.withdraw()
  })
  .when(all('leader', 'running', 'db.requested'), async ({ db }, hook) => {
    for (const request of db.requests()) {
      const problem = problemWith(request)
      if (problem !== undefined) {
        hook.status('blocked', problem)
        continue
      }
      const { relation, application: database } = request
      const account = newAccount(relation)
      await execute(hook, createDatabase(request, account))
      db.provide({ relation, database, port: hook.config.port, ...account })
      hook.log('info', `${database} has its database, with the account ${account.user}`)
    }
  })
  .when(all('leader', 'running', 'database.requested'), async ({ database }, hook) => {
    for (const asked of database.requests()) {
      const problem = problemWithAccount(asked)
      if (problem !== undefined) {
        hook.status('blocked', problem)
        continue
      }
      const { request, account: user, database: name } = asked
      const { password } = newAccount(user)
      await execute(hook, createDatabase({ application: name, encoding: 'utf8mb4' }, { user, password }))
      const server = `${services(hook.unit).address}:${hook.config.port}`
      const uris = `mysql://${user}:${password}@${server}/${name}`
      database.provide({ request, username: user, password, endpoints: [server], uris, tls: false })
    }
  })
  .when(all('leader', 'running', 'config.changed.port'), ({ database }, hook) => {
    const server = `${services(hook.unit).address}:${hook.config.port}`
    for (const { username, password, uris, ...given } of database.given()) {
      if (username === undefined || password === undefined || uris === undefined) continue
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
  .when(all('running', any('db.broken', 'database.broken')), async (_endpoints, hook) => {
    // A unit that leaves keeps the accounts: the relations go on without it.
    const ended = (endpoint: 'db' | 'database'): readonly string[] =>
      hook.gone(endpoint).flatMap(({ fact, relation, reason }) => {
        return fact === 'broken' && reason === 'relation-gone' ? [relation] : []
      })
    for (const relation of ended('db')) await execute(hook, dropAccount(relation))
    for (const relation of ended('database')) await execute(hook, dropAccounts(relation.replace(/^.*:/, 'relation-')))
  })
  .when('hook:stop', async (_endpoints, hook) => {
    await services(hook.unit).stop('mariadb')
  })
