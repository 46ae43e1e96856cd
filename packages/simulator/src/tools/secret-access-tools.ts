import type { SecretGrant } from '../secrets/secret.ts'
import { checkNoMore, type Options } from './arguments.ts'
import { misused } from './failure.ts'
import { neededRelation, relationOf } from './relation-tools.ts'
import { managedSecret, neededId } from './secret-lookup.ts'
import { silent, type Printed, type Tool, type ToolCall } from './tool.ts'

const grantOptions: Options = { relation: { letter: 'r', takes: 'value' }, unit: { takes: 'value' } }

/** The tools that say who may read a secret. */
export const secretAccessTools: Readonly<Record<string, Tool>> = {
  'secret-grant': { usage: '[options] <ID>', options: grantOptions, run: secretGrant },
  'secret-revoke': {
    usage: '[options] <ID>',
    options: { ...grantOptions, app: { takes: 'value' }, application: { takes: 'value' } },
    run: secretRevoke,
  },
}

function secretGrant(call: ToolCall): Printed {
  const { turn, values, positionals } = call
  const [uri, ...more] = positionals
  const id = neededId(uri)
  const { relation, remoteApplication } = neededRelation(call)
  const unit = values.get('unit')?.text
  if (unit !== undefined && unit.split('/')[0] !== remoteApplication)
    misused(
      `cannot specify unit ${JSON.stringify(unit)} in relation to application ${JSON.stringify(remoteApplication)}`,
    )
  checkNoMore(more)
  const secret = managedSecret(turn, id)
  turn.draft.secrets.push({
    change: 'grant',
    secret,
    grant: { target: unit ?? remoteApplication, relation: relation.number },
  })
  return silent
}

function secretRevoke(call: ToolCall): Printed {
  const { turn, positionals } = call
  const [uri, ...more] = positionals
  const id = neededId(uri)
  const revoked = revokedGrants(call)
  checkNoMore(more)
  const secret = managedSecret(turn, id)
  turn.draft.secrets.push({ change: 'revoke', secret, revoked })
  return silent
}

function revokedGrants(call: ToolCall): (grant: SecretGrant) => boolean {
  const { values } = call
  const application = (values.get('app') ?? values.get('application'))?.text
  const unit = values.get('unit')?.text
  if (values.get('relation') === undefined && application === undefined && unit === undefined)
    misused('missing relation or application or unit')
  if (application !== undefined && unit !== undefined) misused('specify only one of application or unit')
  if (values.has('relation') && application !== undefined) misused('do not specify both relation and app')
  const number = values.has('relation') ? relationOf(call)?.relation.number : undefined
  const target = unit ?? application
  return (grant) =>
    (number === undefined || grant.relation === number) && (target === undefined || grant.target === target)
}
