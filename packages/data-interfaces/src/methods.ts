import { boolean, choice, json, list, text } from '@interlayer/runtime'
import { array, boolean as bool, object, optional as maybe, picklist, record, string } from 'valibot'
import { Permission, status } from './fields.ts'

const optional = { optional: true } as const
const servers = { optional: true, ordered: true } as const

const Wanted = object({
  database: string(),
  extraUserRoles: maybe(array(string())),
  extraGroupRoles: maybe(array(string())),
  externalNodeConnectivity: maybe(bool()),
  entityType: maybe(picklist(['USER', 'GROUP'])),
  entityPermissions: maybe(array(Permission)),
  entityName: maybe(string()),
  entityPassword: maybe(string()),
  prefixMatching: maybe(picklist(['all', 'only-existing'])),
})

/** What the class of a requirer does. */
export const requirerMethods = {
  request: {
    summary: 'Asks every related provider that was not asked yet. What was asked stays until the relation ends.',
    params: {
      database: text('Name of the database, which must not read as JSON; a * at its end takes prefixMatching.'),
      extraUserRoles: list('Roles of the server that the account should have.', servers),
      extraGroupRoles: list('The same for a group.', servers),
      externalNodeConnectivity: boolean('Clients outside of the model connect.', optional),
      entityType: choice('A role or a group is wanted in place of an account.', ['USER', 'GROUP'], optional),
      entityPermissions: json('What the entity may do.', array(Permission), optional),
      entityName: text('Name that the entity should have.', optional),
      entityPassword: text('Password that it should have.', { optional: true, sensitive: true }),
      prefixMatching: choice('Which databases a name with * means.', ['all', 'only-existing'], optional),
      extraSecrets: list('Further values that are wanted in a secret.', servers),
      aliases: list('Names for relations: each gets the first that is free.', servers),
    },
  },
  requestAll: {
    summary:
      'Asks every related provider for all of these, and takes back what else was asked for so before. Only providers of wire 1 answer.',
    params: {
      wanted: json('Any number of requests, each as for request.', array(Wanted), { sensitive: true }),
    },
  },
  databases: {
    summary: 'The accounts that are known, with what they need to connect.',
    returns:
      '[{relation, application, alias?, database?, username, password, endpoints, readOnlyEndpoints, version?, tls?, tlsCa?, uris?, readOnlyUris?, prefixDatabases, extraUserRoles, extra}]',
  },
  entities: {
    summary: 'The roles and groups that are known.',
    returns: '[{relation, application, alias?, name, password?, endpoints, readOnlyEndpoints, version?}]',
  },
  statuses: {
    summary: 'What providers say is the matter with them.',
    returns: '[{relation, code, message, resolution?}]',
  },
} as const

const server = {
  endpoints: list('Servers, as host:port, the primary first.', servers),
  readOnlyEndpoints: list('Servers to read from, as host:port.', servers),
  version: text('Version of the server.', optional),
  tls: boolean('The servers encrypt transport.', optional),
  tlsCa: text('Certificate of the authority, as PEM.', optional),
} as const
const request = text('The request, as requests() names it.')

/** What the class of a provider does. */
export const providerMethods = {
  requests: {
    summary: 'The requests that wait for an answer, of both wires. Only the leader can answer, so others see none.',
    returns:
      '[{request, relation, application, account, database, extraUserRoles, extraGroupRoles, externalNodeConnectivity, prefixMatching?, entity?: {type, permissions, name?, password?}, extraSecrets}]',
  },
  provide: {
    summary: 'Answers a request by an account, or changes the answer. What is left out is withdrawn.',
    params: {
      request,
      username: text('Name of the account.'),
      password: text('Its password.', { sensitive: true }),
      ...server,
      endpoints: list('Servers, as host:port, the primary first.', { ordered: true }),
      database: text('Name of the database that was made. Default: the one that was asked for.', optional),
      uris: text('How to connect as the account.', { optional: true, sensitive: true }),
      readOnlyUris: text('The same for servers to read from.', { optional: true, sensitive: true }),
      prefixDatabases: list('The databases that a name with * stands for.', optional),
      extra: json('What else was asked for, in a secret; what was not is left out.', record(string(), string()), {
        optional: true,
        sensitive: true,
      }),
    },
  },
  provideEntity: {
    summary: 'Answers a request by a role or group, or changes the answer. What is left out is withdrawn.',
    params: {
      request,
      name: text('Name of the role or group.'),
      password: text('Its password.', { optional: true, sensitive: true }),
      ...server,
    },
  },
  given: {
    summary: 'What was answered so far, in the form in which it is given, so that a part of it can be changed.',
    returns: '[{request, relation, account, …}]',
  },
  releases: {
    summary: 'Answers whose request the requirer has taken back; drop the account, then withdraw() them.',
    returns: '[{request, relation, account, …}]',
  },
  withdraw: { summary: 'Takes an answer back. A request that still stands is open again.', params: { request } },
  report: {
    summary: 'Tells all requirers what is the matter with the provider; nothing clears it.',
    params: { statuses: status },
  },
  subordinate: {
    summary: 'Says that the provider is a subordinate, and whether this unit serves yet.',
    params: { ready: boolean('This unit serves.') },
  },
} as const
