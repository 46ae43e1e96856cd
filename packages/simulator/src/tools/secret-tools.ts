import type { HookTurn } from '../hook-turn.ts'
import { findSecret, manages, mayRead, readSecret, secretLabelled } from '../secrets/secret-reading.ts'
import { newSecret, secretUri, type SecretGrant } from '../secrets/secret.ts'
import { checkNoMore, type Options } from './arguments.ts'
import { failed, misused } from './failure.ts'
import { noList, type Output } from './output.ts'
import { readSecretContent, readSecretFacts } from './secret-arguments.ts'
import { idOf, managedSecret, neededId, noSecret, notLeader } from './secret-lookup.ts'
import { print, silent, type Printed, type Tool, type ToolCall } from './tool.ts'

const factOptions: Options = {
  owner: { takes: 'value' },
  label: { takes: 'value' },
  description: { takes: 'value' },
  rotate: { takes: 'value' },
  expire: { takes: 'value' },
  file: { takes: 'value' },
}

/** The tools that keep and read secrets. */
export const secretTools: Readonly<Record<string, Tool>> = {
  'secret-add': { usage: '[options] [key[#base64|#file]=value...]', options: factOptions, run: secretAdd },
  'secret-set': { usage: '[options] <ID> [key[#base64]=value...]', options: factOptions, run: secretSet },
  'secret-get': {
    usage: '[options] <ID> [key[#base64]]',
    options: { label: { takes: 'value' }, peek: { takes: 'nothing' }, refresh: { takes: 'nothing' } },
    format: 'yaml',
    plainFormats: true,
    run: secretGet,
  },
  'secret-info-get': {
    usage: '[options] <ID>',
    options: { label: { takes: 'value' } },
    format: 'yaml',
    plainFormats: true,
    run: secretInfoGet,
  },
  'secret-ids': { usage: '[options]', format: 'smart', run: secretIds },
  'secret-remove': { usage: '[options] <ID>', options: { revision: { takes: 'value' } }, run: secretRemove },
}

function secretAdd(call: ToolCall): Printed {
  const { turn, values, positionals } = call
  const owner = values.get('owner')?.text ?? 'application'
  if (owner !== 'application' && owner !== 'unit') misused(`secret owner ${JSON.stringify(owner)} not valid`)
  const facts = readSecretFacts(call)
  const content = readSecretContent(call, positionals) ?? misused('missing secret value or filename')
  if (owner === 'application' && !turn.leads()) failed(notLeader)
  const { world, unit } = turn
  const name = owner === 'unit' ? unit.name : unit.application.name
  const secret = newSecret({ kind: owner, name }, ++world.secretsMade, facts)
  turn.draft.secrets.push({ change: 'add', secret, content })
  return { stdout: `${secretUri(secret)}\n` }
}

function secretSet(call: ToolCall): Printed {
  const [uri, ...texts] = call.positionals
  const id = neededId(uri)
  const facts = readSecretFacts(call)
  const content = readSecretContent(call, texts)
  call.turn.draft.secrets.push({ change: 'set', secret: managedSecret(call.turn, id), facts, content })
  return silent
}

function secretGet(call: ToolCall): Printed {
  const { turn, switches, values, positionals } = call
  const [uri, key, ...more] = positionals
  const label = values.get('label')?.text
  if (uri === undefined && label === undefined) misused('require either a secret URI or label')
  const [peek, refresh] = [switches.has('peek'), switches.has('refresh')]
  if (peek && refresh) misused('specify one of --peek or --refresh but not both')
  const id = uri === undefined ? undefined : idOf(uri)
  checkNoMore(more)
  const secret = id === undefined ? secretLabelled(turn, label ?? '') : findSecret(turn, id)
  if (secret === undefined) missing(id, label)
  if (!mayRead(turn.world, turn.unit, secret)) failed('permission denied')
  const content = readSecret(turn, secret, { peek, refresh, label: id === undefined ? undefined : label })
  if (key === undefined) return print(new Map([...content].map(([name, value]) => [name, decoded(value)])))
  const [name = '', kind] = key.split('#')
  const value = content.get(name) ?? failed(`secret key value ${JSON.stringify(name)} not found`)
  return print(kind === 'base64' ? value : decoded(value))
}

function missing(id: string | undefined, label: string | undefined): never {
  return id === undefined ? failed(`consumer label ${JSON.stringify(label)} not found`) : noSecret(id)
}

function decoded(value: string): string {
  return Buffer.from(value, 'base64').toString()
}

function secretInfoGet({ turn, values, positionals: [uri, ...more] }: ToolCall): Printed {
  const label = values.get('label')?.text
  if (uri === undefined && label === undefined) misused('require either a secret URI or label')
  if (uri !== undefined && label !== undefined) misused('specify either a secret URI or label but not both')
  const id = uri === undefined ? undefined : idOf(uri)
  checkNoMore(more)
  const secret = id === undefined ? secretLabelled(turn, label ?? '') : findSecret(turn, id)
  if (secret === undefined || !manages(turn, secret)) return noSecret(id ?? label ?? '')
  const { facts, grants, owner, latest } = secret
  const info = {
    revision: Math.max(latest, 1),
    label: facts.label ?? '',
    owner: owner.kind,
    ...(facts.description !== undefined && { description: facts.description }),
    rotation: facts.rotate ?? 'never',
    ...(facts.expire !== undefined && { expiry: facts.expire }),
    ...(grants.length > 0 && { access: grants.map((grant) => showGrant(turn, grant)) }),
  }
  return print(new Map([[secret.id, info]]))
}

/** By the tags that Juju has for units, applications and relations. */
function showGrant({ world }: HookTurn, { target, relation }: SecretGrant): Output {
  const scope = relation === undefined ? undefined : world.relations.get(relation)
  return {
    target: target.includes('/') ? `unit-${target.replace('/', '-')}` : `application-${target}`,
    scope: scope === undefined ? 'model' : `relation-${scope.key.replaceAll(':', '.').replace(' ', '#')}`,
    role: 'view',
  }
}

function secretIds({ turn, positionals }: ToolCall): Printed {
  checkNoMore(positionals)
  const ids = [...turn.world.secrets.values()].filter((secret) => manages(turn, secret)).map(({ id }) => id)
  return print(ids.length === 0 ? noList : ids.sort())
}

function secretRemove({ turn, values, positionals: [uri, ...more] }: ToolCall): Printed {
  const given = values.get('revision')
  const id = neededId(uri)
  checkNoMore(more)
  if (given !== undefined && !/^[1-9]\d*$/.test(given.text))
    misused(
      `invalid value ${JSON.stringify(given.text)} for option --revision: strconv.ParseInt: parsing ${JSON.stringify(given.text)}: invalid syntax`,
    )
  const revision = given === undefined ? undefined : Number(given.text)
  turn.draft.secrets.push({ change: 'remove', secret: managedSecret(turn, id), revision })
  return silent
}
