import type { CharmSecrets } from '../index.ts'
import { isRecord } from '../values/json.ts'
import { rotatePolicies } from '../secrets/secret-limits.ts'
import { hidden } from './redaction.ts'
import { invalid, text, word, type Request } from './request.ts'

/** The secrets that a hook has of its own. */
interface SecretsScope {
  readonly hook: { readonly unitSecrets: CharmSecrets; readonly appSecrets: CharmSecrets }
}

type SecretOperation = (scope: SecretsScope, request: Request) => unknown

/** What a program may do with the secrets of its charm's own. */
export const secretOperations: Readonly<Record<string, SecretOperation>> = {
  'secret-keep': (scope, request) => {
    const { expires, rotate } = request
    const plan = {
      ...(expires !== undefined && { expires: text(expires, 'expires') }),
      ...(rotate !== undefined && { rotate: word(rotate, 'rotate', rotatePolicies) }),
    }
    secretsIn(scope, request).keep(text(request['secret'], 'secret'), contentIn(request), plan)
  },
  'secret-read': async (scope, request) => {
    const content = (await secretsIn(scope, request).read(text(request['secret'], 'secret')))?.reveal()
    const isShown = request['reveal'] === true
    return content && Object.fromEntries(Object.entries(content).map(([key, value]) => [key, isShown ? value : hidden]))
  },
  'secret-drop': (scope, request) => {
    secretsIn(scope, request).drop(text(request['secret'], 'secret'))
  },
  'secret-due': (scope, request) => secretsIn(scope, request).isDue(text(request['secret'], 'secret')),
}

/** Those of the unit, unless the application's are asked for. */
function secretsIn({ hook }: SecretsScope, { owner = 'unit' }: Request): CharmSecrets {
  return word(owner, 'owner', ['unit', 'app']) === 'app' ? hook.appSecrets : hook.unitSecrets
}

/** Without what is wrong in a value: it is secret. */
function contentIn({ content }: Request): Readonly<Record<string, string>> {
  if (!isRecord(content)) throw invalid('A request needs "content" as an object of texts.')
  return Object.fromEntries(Object.entries(content).map(([key, value]) => [key, text(value, `content.${key}`)]))
}
