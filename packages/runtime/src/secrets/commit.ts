import type { Delta, HookTools } from '../adapter/hook-tools.ts'
import { commitPrivateSecrets } from './private-commit.ts'
import { SecretBag } from './secret-bag.ts'
import { deltaBetween, type Draft } from '../transaction/draft.ts'
import { secretsPlace } from './reading.ts'
import type { RelationFacts, Snapshot } from '../transaction/snapshot.ts'
import { parseJson, textsIn } from '../values/json.ts'
import { pendingLabel, secretIdOf } from '../values/secret-uri.ts'
import type { Session } from '../hook/session.ts'

/** By what stands for them until they are made, the URIs of new secrets. */
export type NewUris = ReadonlyMap<string, string>

/** Makes new secrets, those for the other side granted to it, and gives known ones their new content. */
export async function keepSecrets(session: Session, tools: HookTools): Promise<NewUris> {
  const { draft, snapshot } = session
  await commitPrivateSecrets(session, tools)
  const made = relationsOf(snapshot).flatMap((facts) => {
    return writtenSecrets(draft, facts).map(async ({ uri, text }): Promise<readonly [string, string]> => {
      const content = textsIn(parseJson(text)?.value)
      const label = pendingLabel(uri)
      if (label === undefined) await tools.secretSet(uri, content)
      return [uri, label === undefined ? uri : await makeSecret(tools, facts.id, { label, content })]
    })
  })
  return new Map(await Promise.all(made))
}

/** Puts the URIs of new secrets where their labels stand. */
export function withUris(delta: Delta, uris: NewUris): Delta {
  if (uris.size === 0) return delta
  // The longer first, for one label may begin like another.
  const pairs = [...uris].sort(([a], [b]) => b.length - a.length)
  const named = (text: string): string => pairs.reduce((done, [pending, uri]) => done.replaceAll(pending, uri), text)
  return new Map([...delta].map(([key, text]) => [key, named(text)]))
}

/** Removes the secrets that no databag names any more, those of an ending relation, and obsolete revisions. */
export function dropSecrets({ draft, snapshot }: Session, tools: HookTools): readonly Promise<void>[] {
  const { context, endingSecrets } = snapshot
  const { uri: subject, revision } = (context.hook === 'secret-remove' ? context.secret : undefined) ?? {}
  return [
    ...endingSecrets.map((uri) => tools.secretRemove(uri)),
    ...relationsOf(snapshot).flatMap((facts) => {
      if (facts.ownSecrets.size === 0) return []
      const texts = ownTexts(draft, facts)
      return [...facts.ownSecrets.keys()].flatMap((uri) => {
        if (!texts.includes(uri)) return [tools.secretRemove(uri)]
        return isSame(uri, subject) && revision !== undefined ? [tools.secretRemove(uri, revision)] : []
      })
    }),
  ]
}

/** Gives the secrets of which this unit may forget old revisions: no handler has yet to deal with a change of them. */
export function rememberSecrets({ snapshot, journal }: Session): readonly string[] {
  const { secretChanges, state } = snapshot
  const named = relationsOf(snapshot).flatMap(({ bags }) => {
    return [...bags.values()].flatMap((raw) => (raw instanceof SecretBag ? [...raw.secrets.keys()] : []))
  })
  const behind = [...new Set(named)].filter((uri) => secretChanges.isBehind(uri))
  const awaited = behind.length === 0 ? '' : textsOf(snapshot, journal.unfinished)
  const passed = behind.filter((uri) => !awaited.includes(uri))
  for (const uri of passed) secretChanges.track(uri)
  secretChanges.remember(state, named)
  return passed
}

interface Labelled {
  readonly label: string
  readonly content: ReadonlyMap<string, string>
}

async function makeSecret(tools: HookTools, relation: string, { label, content }: Labelled): Promise<string> {
  const [, , bag] = label.split('/')
  const uri = await tools.secretAdd({ owner: bag === 'app' ? 'app' : 'unit', label, content })
  await tools.secretGrant(uri, relation)
  return uri
}

/** What a relation's databags name and differs from what is kept, as URI and content. */
function writtenSecrets(
  draft: Draft,
  facts: RelationFacts,
): readonly { readonly uri: string; readonly text: string }[] {
  const place = secretsPlace(facts.id, facts.ownSecrets)
  const now = draft.read(place)
  if (now === place.before) return []
  const texts = ownTexts(draft, facts)
  return [...deltaBetween(place.before, now)].flatMap(([uri, text]) => (texts.includes(uri) ? [{ uri, text }] : []))
}

/** All texts of the own databags after the hook. */
function ownTexts(draft: Draft, { id, ownUnit, ownApp }: RelationFacts): string {
  const unit = draft.read({ relation: id, bag: 'unit', before: ownUnit })
  const app = draft.read({ relation: id, bag: 'app', before: ownApp })
  return [...unit.values(), ...app.values()].join('\n')
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
