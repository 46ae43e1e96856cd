import { boolean, defineInterface, port, text } from '@interlayer/runtime'

const database = {
  database: text('Name of the database.'),
  host: text('Address of the server.'),
  port: port('TCP port of the server.', { default: 3306 }),
  user: text('Account that may use the database.'),
  password: text('Password of the account.', { sensitive: true }),
} as const

/**
 * The mysql interface. Wire-compatible with https://github.com/johnsca/juju-relation-mysql, the classic mysql charm (which adds
 * `slave` and writes no port) and the mysql charm built on ops (whose leader alone writes, and adds `root_password`, which the
 * requirer ops-lib-mysql waits for).
 */
export const mysql = defineInterface({
  name: 'mysql',
  wire: 0,
  summary: 'A MySQL database with an account for each client application.',
  provides: {
    conversation: 'application',
    unit: {
      ...database,
      slave: boolean('This unit is a replica: read only, with a host of its own.', { style: 'python', optional: true }),
      root_password: text('Password of the root account; ops-lib-mysql takes no database without it.', {
        optional: true,
        sensitive: true,
      }),
    },
    flags: {
      requested: {
        description: 'An application is related that has no database from this unit yet.',
        formerly: ['database.requested'],
      },
    },
    methods: {
      requests: {
        summary: 'The applications that wait for a database.',
        returns: '[{relation, application, encoding}]',
      },
      provide: {
        summary: 'Gives an application its database.',
        params: {
          relation: text('Id of the relation, as requests() names it.'),
          ...database,
          host: text("Address of the server. Default: this unit's address in the relation.", { optional: true }),
          replica: boolean('This unit is a replica.', { optional: true }),
          rootPassword: text(
            'Password of the root account, for clients with ops-lib-mysql: they wait until they have one.',
            {
              optional: true,
              sensitive: true,
            },
          ),
        },
      },
      withdraw: {
        summary: 'Takes the database back, so that it is requested again.',
        params: { relation: text('Id of the relation. Default: every one.', { optional: true }) },
      },
    },
  },
  requires: {
    conversation: 'global',
    unit: { encoding: text('Character set of the database.', { default: 'utf8' }) },
    flags: {
      connected: 'A provider is related; it may not be ready.',
      available: 'One database is known whole, and all units that are no replicas agree on it.',
      disagreeing: 'The related units name different databases.',
    },
    methods: {
      request: {
        summary: 'Says which character set the database should have.',
        params: { encoding: text('Character set, as MySQL calls it.') },
      },
      database: { summary: 'The database, or nothing.', returns: '{database, host, port, user, password}' },
      replicas: { summary: 'The replicas, read only.', returns: '[{unit, database, host, port, user, password}]' },
    },
  },
})
