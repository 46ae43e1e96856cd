import type { HookTools, RawBag } from '../adapter/hook-tools.ts'
import { remoteRole } from '../definitions/definition.ts'
import { maxNamedSecrets, SecretBag, secretsIn, type NamedSecret } from './secret-bag.ts'
import { canonicalJson } from '../values/json.ts'
import { applicationOf, isUnit } from '../values/names.ts'
import { secretIdOf } from '../values/secret-uri.ts'
import type { Place } from '../transaction/draft.ts'
import { fieldsOf } from '../transaction/facts.ts'
import { wiresOf, writtenBy } from '../wires/side-wires.ts'
import type { SecretChanges } from './changes.ts'
import { emptyBag, type EndpointSide, type RelationFacts } from '../transaction/snapshot.ts'

type Bags = ReadonlyMap<string, RawBag>

/** Whose databags of a relation were read. */
interface Reading {
  readonly side: EndpointSide
  readonly definitions: RelationFacts['definitions']
  readonly members: readonly string[]
  readonly leader: boolean
  readonly secretChanges: SecretChanges
}

/** The databags of a relation with the secrets that they name, and the contents of this unit's own secrets by URI. */
export async function readSecrets(
  tools: HookTools,
  bags: Bags,
  { side, definitions, members, leader, secretChanges }: Reading,
): Promise<Pick<RelationFacts, 'bags' | 'ownSecrets'>> {
  const remote = writtenBy(definitions, remoteRole(side.role))
  const named = members.map((member) => {
    const raw = bags.get(member) ?? emptyBag
    const isRemote = side.role === 'peers' || !isOwn(tools, member)
    return { member, raw, uris: isRemote ? secretsIn(raw, fieldsOf(remote, member)) : [] }
  })
  const read = named.map(async ({ member, raw, uris }): Promise<readonly [string, RawBag]> => {
    return [member, uris.length === 0 ? raw : await withSecrets(tools, raw, { uris, secretChanges })]
  })
  // Among peers a follower reads what its leader keeps, and has none of it to look after.
  const kept = [...bags].filter(([member]) => isOwn(tools, member) && (leader || isUnit(member)))
  const theirs = named.flatMap(({ member, uris }) => (isOwn(tools, member) ? [] : uris))
  const own = withoutOthers(tools, ownSecretsIn(new Map(kept), side), new Set(theirs))
  const [found, ownSecrets] = await Promise.all([Promise.all(read), own.then((uris) => readContents(tools, uris))])
  return { bags: new Map(found), ownSecrets }
}

/** Protocols may repeat what the other side names. Who owns such a secret only Juju knows, for either side may be the one that repeats. */
async function withoutOthers(
  tools: HookTools,
  uris: readonly string[],
  theirs: ReadonlySet<string>,
): Promise<readonly string[]> {
  if (!uris.some((uri) => theirs.has(uri))) return uris
  const owned = new Set((await tools.secretIds()).map(secretIdOf))
  return uris.filter((uri) => !theirs.has(uri) || owned.has(secretIdOf(uri)))
}

interface Named {
  readonly uris: readonly string[]
  readonly secretChanges: SecretChanges
}

async function withSecrets(tools: HookTools, raw: RawBag, { uris, secretChanges }: Named): Promise<RawBag> {
  if (uris.length > maxNamedSecrets) return new SecretBag(raw, new Map(), true)
  const contents = await Promise.all(uris.map((uri) => tools.secretGet(uri, false)))
  const named = uris.map((uri, index): readonly [string, NamedSecret] => {
    return [uri, { content: contents[index], changes: secretChanges.of(uri) }]
  })
  return new SecretBag(raw, new Map(named))
}

/** As JSON. Who owns a secret tracks its newest revision: one that somebody tracks is never obsolete. */
async function readContents(tools: HookTools, uris: readonly string[]): Promise<RawBag> {
  const contents = await Promise.all(uris.map((uri) => tools.secretGet(uri, true)))
  return new Map(
    uris.flatMap((uri, index) => {
      const content = contents[index]
      return content === undefined ? [] : [[uri, canonicalJson(Object.fromEntries(content))] as const]
    }),
  )
}

/** By every wire that this side may have written. */
export function ownSecretsIn(bags: Bags, side: EndpointSide): readonly string[] {
  const uris = wiresOf(side).definitions.flatMap((definition) => {
    return [...bags].flatMap(([member, raw]) => secretsIn(raw, fieldsOf(definition[side.role] ?? {}, member)))
  })
  return [...new Set(uris)]
}

function isOwn({ context: { unit } }: HookTools, member: string): boolean {
  return member === unit || member === applicationOf(unit)
}

/** Where the contents of a relation's own secrets are kept until the commit. */
export function secretsPlace(relation: string, before: RawBag = emptyBag): Place {
  return { relation, bag: 'secrets', before }
}
