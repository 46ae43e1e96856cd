import type { HookTools } from '../adapter/hook-tools.ts'
import type { UnitState } from '../transaction/state.ts'
import { isRecord } from '../values/json.ts'
import { readTerms, scopeOf, type KnownSecrets, type PrivateSecret } from './private-secrets.ts'

/** State key of the secrets that this unit keeps, by label: where they are and when they are due, never what is in them. */
const privateSecretsKey = 'interlayer.private-secrets'

/** The secrets that this unit keeps. Those about relations are read with their content; one that is gone is forgotten. */
export async function readPrivateSecrets(tools: HookTools, state: UnitState): Promise<KnownSecrets> {
  const stored = state.get(privateSecretsKey)
  const entries = Object.entries(isRecord(stored) ? stored : {}).filter(isEntry)
  const [due, ...known] = await Promise.all([
    dueLabel(tools),
    ...entries.map(async ([label, entry]) => [label, await readOne(tools, entry)] as const),
  ])
  const found = new Map(known.flatMap(([label, secret]) => (secret === undefined ? [] : [[label, secret] as const])))
  const isKnown = due !== undefined && (found.has(due) || scopeOf(due) === 'app')
  return isKnown ? found.set(due, { terms: undefined, ...found.get(due), due: true }) : found
}

/** Writes what the next hook needs. */
export function rememberPrivateSecrets(state: UnitState, known: ReadonlyMap<string, PrivateSecret | undefined>): void {
  const entries = [...known].flatMap(([label, secret]) => {
    if (secret === undefined) return []
    const { terms, due, found } = secret
    return [[label, { terms, ...(found && { uri: found.uri }), ...(due && { due }) }] as const]
  })
  state.set(privateSecretsKey, Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1))))
}

async function readOne(tools: HookTools, entry: Entry): Promise<PrivateSecret | undefined> {
  const { uri, terms } = entry
  const secret = { terms: isRecord(terms) ? readTerms(terms) : undefined, due: entry['due'] === true }
  if (typeof uri !== 'string') return secret
  // Who owns a secret and reads it tracks its newest revision, so that older ones become obsolete.
  const content = await tools.secretGet(uri, true)
  return content && { ...secret, found: { uri, content } }
}

/** Of the private secret that this hook says to be due. An older revision may expire when there is a newer one already. */
async function dueLabel(tools: HookTools): Promise<string | undefined> {
  const { hook, secret: { label, revision } = { label: undefined, revision: undefined } } = tools.context
  if (label === undefined || scopeOf(label) === undefined) return undefined
  if (hook === 'secret-rotate') return label
  if (hook !== 'secret-expired') return undefined
  return (await tools.secretInfo(label))?.revision === revision ? label : undefined
}

type Entry = Readonly<Record<string, unknown>>

function isEntry(entry: readonly [string, unknown]): entry is [string, Entry] {
  return isRecord(entry[1]) && scopeOf(entry[0]) !== undefined
}
