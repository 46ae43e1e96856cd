import { services } from '@interlayer/example-services'
import { MysqlProvider } from '@interlayer/interface-mysql'
import { all, any, defineCharm, not, port, text } from '@interlayer/runtime'
import { execute, install, missingPrograms, serverOf } from './mariadb.ts'
import { createDatabase, dropAccount, newAccount, problemWith } from './statements.ts'

/** A MySQL server: a database for each related application, an account for each relation. */
export default defineCharm({
  endpoints: { db: MysqlProvider },
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
  .when(all('running', 'db.broken'), async (_endpoints, hook) => {
    for (const { fact, relation, reason } of hook.gone('db')) {
      // A unit that leaves keeps the accounts: the relations go on without it.
      if (fact === 'broken' && reason === 'relation-gone') await execute(hook, dropAccount(relation))
    }
  })
  .when('hook:stop', async (_endpoints, hook) => {
    await services(hook.unit).stop('mariadb')
  })
