import type { BagKind, HookTools } from '../adapter/hook-tools.ts'
import type { Snapshot } from '../transaction/snapshot.ts'
import type { Draft } from '../transaction/draft.ts'
import { InterlayerError } from '../values/errors.ts'
import { Sensitive } from '../values/sensitive.ts'
import { labelOf, PrivateSecrets, type CharmSecrets } from './private-secrets.ts'

/** The secrets of this unit, or of its application. They are read when somebody asks, so that who has none pays nothing. */
export function charmSecrets({ draft, snapshot }: Written, tools: HookTools, owner: BagKind): CharmSecrets {
  const secrets = new PrivateSecrets(draft, snapshot.privateSecrets, owner)
  const expectOwner = (name: string): void => {
    if (owner === 'unit' || snapshot.leader) return
    const message = `The secret "${name}" is the application's, and this unit does not lead it. Have the leader keep it.`
    throw new InterlayerError('SECRET_REFUSED', message, { secret: name })
  }
  return {
    isDue: (name) => secrets.isDue(name),
    async read(name) {
      if (secrets.isWritten(name)) return secrets.read(name)
      const content = await tools.secretGet(labelOf(owner, name), true)
      return content && new Sensitive(Object.fromEntries(content))
    },
    keep(name, content, plan) {
      expectOwner(name)
      secrets.keep(name, content, plan)
    },
    drop(name) {
      expectOwner(name)
      secrets.drop(name)
    },
  }
}

/** What a hook sees, and what it is to write. */
interface Written {
  readonly draft: Draft
  readonly snapshot: Snapshot
}
