import type { HookTools, RawBag } from '../adapter/hook-tools.ts'
import { commitPrivateSecrets } from './private-commit.ts'
import { rememberEnding } from './ending.ts'
import { SecretBag } from './secret-bag.ts'
import { deltaBetween, type Draft } from '../transaction/draft.ts'
import { secretsPlace } from './reading.ts'
import type { RelationFacts, Snapshot } from '../transaction/snapshot.ts'
import { parseJson, textsIn } from '../values/json.ts'
import { pendingLabel, scopeOfDatabag, secretIdOf, secretsNamedIn, withSecretUris } from '../values/secret-uri.ts'
import type { Session } from '../hook/session.ts'

/** By what stands for them until they are made, the URIs of new secrets. */
export type NewUris = ReadonlyMap<string, string>

/** Makes new secrets, those for the other side granted to it, and gives known ones their new content. */
export async function keepSecrets(session: Session, tools: HookTools): Promise<NewUris> {
  const { draft, snapshot } = session
  rememberEnding(snapshot, session.charm.endpoints)
  await commitPrivateSecrets(session, tools)
  const made = relationsOf(snapshot).flatMap((facts) => {
    const written = writtenSecrets(draft, facts)
    const dropped = written.length === 0 ? [] : droppedSecrets(draft, facts)
    return written.map(async ({ uri, text }) => [uri, await keepSecret(tools, facts, { uri, text, dropped })] as const)
  })
  return new Map(await Promise.all(made))
}

/** Puts the URIs of new secrets where something stands for them. */
export function withUris(raw: RawBag, uris: NewUris): RawBag {
  return uris.size === 0 ? raw : new Map([...raw].map(([key, text]) => [key, withSecretUris(text, uris)]))
}

/** Removes the secrets that no databag names any more, those of an ending relation, and obsolete revisions. */
export function dropSecrets({ draft, snapshot }: Session, tools: HookTools, uris: NewUris): readonly Promise<void>[] {
  const { context, endingSecrets } = snapshot
  const { uri: subject, revision } = (context.hook === 'secret-remove' ? context.secret : undefined) ?? {}
  const named = new Set(uris.values())
  return [
    ...endingSecrets.map((uri) => tools.secretRemove(uri)),
    ...relationsOf(snapshot).flatMap((facts) => {
      const dropped = droppedSecrets(draft, facts).filter((uri) => !named.has(uri))
      const aged = revision === undefined ? [] : [...facts.ownSecrets.keys()].filter((uri) => isSame(uri, subject))
      return [
        ...dropped.map((uri) => removeOwn(tools, uri)),
        ...aged.flatMap((uri) => (dropped.includes(uri) ? [] : [tools.secretRemove(uri, revision)])),
      ]
    }),
  ]
}

/** A text may have named the secret of somebody else, which Juju does not let this unit remove. */
async function removeOwn(tools: HookTools, uri: string): Promise<void> {
  if ((await tools.secretInfo(uri)) !== undefined) await tools.secretRemove(uri)
}

/** Gives the secrets of which this unit may forget old revisions: no handler has yet to deal with a change of them. */
export function rememberSecrets({ snapshot, journal }: Session): readonly string[] {
  const { secretChanges, state } = snapshot
  const named = relationsOf(snapshot).flatMap(({ bags }) => {
    return [...bags.values()].flatMap((raw) => (raw instanceof SecretBag ? [...raw.secrets.keys()] : []))
  })
  const behind = [...new Set(named)].filter((uri) => secretChanges.isBehind(uri))
  const awaited = secretsNamedIn(behind.length === 0 ? '' : textsOf(snapshot, journal.unfinished))
  const passed = behind.filter((uri) => !awaited.has(uri))
  for (const uri of passed) secretChanges.track(uri)
  secretChanges.remember(state, named)
  return passed
}

interface Kept {
  /** Or what stands for it. */
  readonly uri: string
  /** Its content, as JSON. */
  readonly text: string
  /** Secrets that the databags name no more, of which it may be one: its label is not free before the hook is over. */
  readonly dropped: readonly string[]
}

/** Gives the URI. What is taken back and given again in one hook is the same secret. */
async function keepSecret(tools: HookTools, facts: RelationFacts, { uri, text, dropped }: Kept): Promise<string> {
  const content = textsIn(parseJson(text)?.value)
  const label = pendingLabel(uri)
  if (label === undefined) {
    await tools.secretSet(uri, content)
    return uri
  }
  const found = dropped.length === 0 ? undefined : await tools.secretInfo(label)
  const again = dropped.find((one) => isSame(one, found?.uri))
  if (again === undefined) return makeSecret(tools, facts.id, { label, content })
  if (facts.ownSecrets.get(again) !== text) await tools.secretSet(again, content)
  return again
}

interface Labelled {
  readonly label: string
  readonly content: ReadonlyMap<string, string>
}

async function makeSecret(tools: HookTools, relation: string, { label, content }: Labelled): Promise<string> {
  const uri = await tools.secretAdd({ owner: scopeOfDatabag(label)?.bag ?? 'unit', label, content })
  await tools.secretGrant(uri, relation)
  return uri
}

/** Own secrets that a relation's databags do not name after the hook. */
function droppedSecrets(draft: Draft, facts: RelationFacts): readonly string[] {
  if (facts.ownSecrets.size === 0) return []
  const named = namedByOwn(draft, facts)
  return [...facts.ownSecrets.keys()].filter((uri) => !named.has(uri))
}

/** What a relation's databags name and differs from what is kept, as URI and content. */
function writtenSecrets(
  draft: Draft,
  facts: RelationFacts,
): readonly { readonly uri: string; readonly text: string }[] {
  const place = secretsPlace(facts.id, facts.ownSecrets)
  const now = draft.read(place)
  if (now === place.before) return []
  const named = namedByOwn(draft, facts)
  return [...deltaBetween(place.before, now)].flatMap(([uri, text]) => (named.has(uri) ? [{ uri, text }] : []))
}

/** What the texts of the own databags name after the hook. */
function namedByOwn(draft: Draft, { id, ownUnit, ownApp }: RelationFacts): ReadonlySet<string> {
  const unit = draft.read({ relation: id, bag: 'unit', before: ownUnit })
  const app = draft.read({ relation: id, bag: 'app', before: ownApp })
  return secretsNamedIn([...unit.values(), ...app.values()].join('\n'))
}

function textsOf(snapshot: Snapshot, facts: Session['journal']['unfinished']): string {
  const bags = new Map(relationsOf(snapshot).map(({ id, bags: all }) => [id, all]))
  return facts
    .map((fact) => (fact.fact === 'changed' ? bags.get(fact.relation)?.get(fact.from)?.get(fact.key) : ''))
    .join('\n')
}

function relationsOf({ relations }: Snapshot): readonly RelationFacts[] {
  return [...relations.values()].flat()
}

function isSame(uri: string, other: string | undefined): boolean {
  return other !== undefined && secretIdOf(uri) === secretIdOf(other)
}
