import { readSecret, type Fields, type LocalDatabag, type ReadData, type WriteData } from '@interlayer/runtime'
import { filled, readExtra } from './answer-0.ts'
import type { DatabaseAnswer } from './request.ts'
import { entityContent, extraContent, tlsContents, userContent } from './secret-contents.ts'
import type { answer1, WireAnswer, WireRequest } from './wire-1.ts'

type Databag = LocalDatabag<typeof answer1>

/** An answer that stands in the provider's databag. */
export function readEntry(entry: WireAnswer, raw: Databag['raw']): DatabaseAnswer {
  const user = contentOf(raw, entry['secret-user'], userContent)
  const encryption = contentOf(raw, entry['secret-tls'], tlsContents[1])
  const entity = contentOf(raw, entry['secret-entity'], entityContent)
  return {
    database: entry.resource ?? undefined,
    username: user?.username,
    password: user?.password,
    endpoints: split(entry.endpoints),
    readOnlyEndpoints: split(entry['read-only-endpoints']),
    version: entry.version ?? undefined,
    tls: encryption?.tls,
    tlsCa: encryption?.['tls-ca'],
    uris: user?.uris,
    readOnlyUris: user?.['read-only-uris'],
    prefixDatabases: split(entry['prefix-resources']),
    entityName: entity?.['entity-name'],
    entityPassword: entity?.['entity-password'],
    extra: readExtra(raw, entry['secret-extra']),
  }
}

/** An answer as it stands on the wire, with its secrets kept. What is left out is null, as originals write it. */
export function entryOf(databag: Databag, request: WireRequest, answer: DatabaseAnswer): WireAnswer {
  const id = request['request-id']
  const before = databag.written.requests?.find((entry) => entry['request-id'] === id)
  const { username, password, uris, readOnlyUris, tls, tlsCa, entityName, entityPassword, extra } = answer
  const keep = keeper(databag, id)
  return {
    resource: answer.database ?? request.resource,
    'request-id': id,
    salt: request.salt ?? null,
    endpoints: join(answer.endpoints),
    'read-only-endpoints': join(answer.readOnlyEndpoints),
    'secret-user': keep('user', before?.['secret-user'], {
      content: userContent,
      data: filled({ username, password, uris, 'read-only-uris': readOnlyUris }),
    }),
    'secret-tls': keep('tls', before?.['secret-tls'], {
      content: tlsContents[1],
      data: filled({ tls, 'tls-ca': tlsCa }),
    }),
    'secret-extra': keep('extra', before?.['secret-extra'], {
      content: extraContent,
      data: extra && Object.keys(extra).length > 0 ? { '{field}': extra } : undefined,
    }),
    'secret-entity': keep('entity', before?.['secret-entity'], {
      content: entityContent,
      data: filled({ 'entity-name': entityName, 'entity-password': entityPassword }),
    }),
    version: answer.version ?? null,
    'prefix-resources': join(answer.prefixDatabases),
    // Requirers know these; they are for other models than that of the provider.
    'mtls-cert': null,
    'entity-name': null,
    'entity-password': null,
    password: null,
  }
}

interface Group<C extends Fields> {
  readonly content: C
  readonly data: WriteData<C> | undefined
}

/** Keeps the secrets of one request, each under the URI that it had. */
function keeper(databag: Databag, id: string) {
  return <C extends Fields>(group: string, uri: string | null | undefined, { content, data }: Group<C>) =>
    data === undefined ? null : databag.secret({ name: `${id}.${group}`, content, data, uri: uri ?? undefined })
}

/** What is in a secret that an entry names; undefined while it cannot be read. */
export function contentOf<C extends Fields>(
  raw: Databag['raw'],
  uri: string | null | undefined,
  content: C,
): ReadData<C> | undefined {
  if (uri === undefined || uri === null) return undefined
  const reading = readSecret(raw, uri, content)
  return reading.state === 'ready' ? reading.data : undefined
}

/** The entries of a list with commas. */
export function split(text: string | null | undefined): readonly string[] {
  return (text ?? '').split(',').filter((item) => item !== '')
}

function join(items: readonly string[] | undefined): string | null {
  return items === undefined || items.length === 0 ? null : items.join(',')
}
