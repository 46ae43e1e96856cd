import type { HookTools, SecretContent } from '../adapter/hook-tools.ts'
import type { Session } from '../hook/session.ts'
import { deltaBetween } from '../transaction/draft.ts'
import type { Snapshot } from '../transaction/snapshot.ts'
import { canonicalJson } from '../values/json.ts'
import { rememberPrivateSecrets } from './private-reading.ts'
import { isOfCharm, privatePlace, readKept, scopeOf, type Kept, type PrivateSecret } from './private-secrets.ts'

/** Makes, revises and removes the secrets that nobody else reads. Those about a relation go with it. */
export async function commitPrivateSecrets({ draft, snapshot }: Session, tools: HookTools): Promise<void> {
  const { privateSecrets: known, state, context, leader } = snapshot
  const place = privatePlace(known)
  const written = [...deltaBetween(place.before, draft.read(place))].map(
    ([label, text]) => [label, readKept(text)] as const,
  )
  const gone = [...known.keys()].filter((label) => isGone(snapshot, label)).map((label) => [label, undefined] as const)
  const changes = new Map([...written, ...gone])
  const changed = await Promise.all(
    [...changes].map(
      async ([label, kept]) => [label, await settle(tools, { label, kept, known: known.get(label) })] as const,
    ),
  )
  rememberPrivateSecrets(state, new Map([...known, ...changed]))
  const { label = '', uri, revision } = (context.hook === 'secret-remove' ? context.secret : undefined) ?? {}
  const scope = scopeOf(label)
  const isOurs = scope !== undefined && (scope !== 'app' || leader)
  const isObsolete = isOurs && !(changes.has(label) && changes.get(label) === undefined)
  if (isObsolete && uri !== undefined && revision !== undefined) await tools.secretRemove(uri, revision)
}

interface Change {
  readonly label: string
  /** Undefined removes it. */
  readonly kept: Kept | undefined
  readonly known: PrivateSecret | undefined
}

/** Brings Juju to what is to be kept, and gives what is known then. */
async function settle(tools: HookTools, { label, kept, known }: Change): Promise<PrivateSecret | undefined> {
  const findUri = async (): Promise<string | undefined> => known?.found?.uri ?? (await tools.secretInfo(label))?.uri
  if (kept === undefined) {
    const uri = await findUri()
    if (uri !== undefined) await tools.secretRemove(uri)
    return undefined
  }
  const { content, terms } = kept
  const old = known?.found?.content ?? (await tools.secretGet(label, true))
  if (old === undefined) {
    const owner = scopeOf(label) === 'app' ? 'app' : 'unit'
    const uri = await tools.secretAdd({ owner, label, content, ...terms })
    return knownAs({ label, uri, kept })
  }
  const isNew = !isSame(content, old)
  // What another leader said of an application's is not known here, and is believed to be the same.
  const isReplanned = known?.terms !== undefined && canonicalJson(known.terms) !== canonicalJson(terms)
  if (!isNew && !isReplanned) return { ...known, terms, due: known?.due === true }
  const uri = (await findUri()) ?? label
  await tools.secretSet(uri, isNew ? content : new Map(), terms)
  return knownAs({ label, uri, kept })
}

interface Settled {
  readonly label: string
  readonly uri: string
  readonly kept: Kept
}

function knownAs({ label, uri, kept: { content, terms } }: Settled): PrivateSecret {
  const known = { terms, due: false }
  return isOfCharm(scopeOf(label)) ? known : { ...known, found: { uri, content } }
}

function isSame(one: SecretContent, other: SecretContent): boolean {
  return one.size === other.size && [...one].every(([key, text]) => other.get(key) === text)
}

/** Whether it is about a relation that is there no more, as far as the hook can see. */
function isGone({ relations }: Snapshot, label: string): boolean {
  const scope = scopeOf(label)
  if (isOfCharm(scope)) return false
  return ![...relations.values()].some((all) => all.some(({ id }) => id === scope))
}
