import { readSecret, type LocalDatabag, type RemoteApplication, type ReadData, type Written } from '@interlayer/runtime'
import type { DatabaseAnswer } from './request.ts'
import { extraContent } from './secret-contents.ts'
import type { answer0, request0 } from './wire-0.ts'

type RawBag = RemoteApplication<unknown>['raw']

/** The answer in a provider's databag: what is in a secret first, then what is plain. */
export function readAnswer(data: Written<typeof answer0>, raw: RawBag): DatabaseAnswer {
  const user = data['secret-user']?.reveal()
  const encryption = data['secret-tls']?.reveal()
  const entity = data['secret-entity']?.reveal()
  return {
    database: data.database,
    username: user?.username ?? data.username,
    password: user?.password ?? data.password,
    endpoints: data.endpoints,
    readOnlyEndpoints: data['read-only-endpoints'],
    version: data.version,
    tls: encryption?.tls ?? data.tls,
    tlsCa: encryption?.['tls-ca'] ?? data['tls-ca'],
    uris: user?.uris ?? data.uris,
    readOnlyUris: user?.['read-only-uris'] ?? data['read-only-uris'],
    prefixDatabases: data['prefix-databases'],
    entityName: entity?.['entity-name'] ?? data['entity-name'],
    entityPassword: entity?.['entity-password'] ?? data['entity-password'],
    extra: readExtra(raw, data['secret-extra']),
  }
}

/** What else is in a secret; nothing while it cannot be read. */
export function readExtra(raw: RawBag, uri: string | null | undefined): Readonly<Record<string, string>> | undefined {
  if (uri === undefined || uri === null) return undefined
  const reading = readSecret(raw, uri, extraContent)
  return reading.state === 'ready' ? reading.data['{field}'] : undefined
}

/** Writes an answer, in secrets for a requirer that takes them; what it does not take in a secret it does not get in plain text. */
export function writeAnswer(
  databag: LocalDatabag<typeof answer0>,
  answer: DatabaseAnswer,
  { 'requested-secrets': taken }: Partial<ReadData<typeof request0>>,
): void {
  const extra = Object.entries(answer.extra ?? {}).filter(([field]) => taken?.includes(field))
  databag.update({
    database: answer.database,
    endpoints: answer.endpoints,
    'read-only-endpoints': answer.readOnlyEndpoints,
    version: answer.version,
    'prefix-databases': answer.prefixDatabases,
    ...plainFields(answer, taken),
    ...secretFields(answer, taken),
    'secret-extra': extra.length === 0 ? undefined : keepExtra(databag, Object.fromEntries(extra)),
  })
}

function plainFields(answer: DatabaseAnswer, taken: readonly string[] | undefined) {
  const secretive = taken !== undefined
  return {
    username: secretive ? undefined : answer.username,
    password: secretive ? undefined : answer.password,
    uris: secretive ? undefined : answer.uris,
    'read-only-uris': secretive ? undefined : answer.readOnlyUris,
    'entity-name': secretive ? undefined : answer.entityName,
    'entity-password': secretive ? undefined : answer.entityPassword,
    // Nothing about these two is secret.
    tls: taken?.includes('tls') ? undefined : answer.tls,
    'tls-ca': taken?.includes('tls-ca') ? undefined : answer.tlsCa,
  }
}

function secretFields(answer: DatabaseAnswer, taken: readonly string[] = []) {
  const only = <T>(field: string, value: T): T | undefined => (taken.includes(field) ? value : undefined)
  return {
    'secret-user': filled({
      username: only('username', answer.username),
      password: only('password', answer.password),
      uris: only('uris', answer.uris),
      'read-only-uris': only('read-only-uris', answer.readOnlyUris),
    }),
    'secret-tls': filled({ tls: only('tls', answer.tls), 'tls-ca': only('tls-ca', answer.tlsCa) }),
    'secret-entity': filled({
      'entity-name': only('entity-name', answer.entityName),
      'entity-password': only('entity-password', answer.entityPassword),
    }),
  }
}

function keepExtra(databag: LocalDatabag<typeof answer0>, extra: Readonly<Record<string, string>>): string {
  const uri = databag.written['secret-extra']
  return databag.secret({ name: 'secret-extra', content: extraContent, data: { '{field}': extra }, uri })
}

/** A secret's content; undefined when nothing is in it, for then there is no secret. */
export function filled<T extends object>(content: T): T | undefined {
  return Object.values(content).some((value) => value !== undefined) ? content : undefined
}
