import type { KeyChange } from './databag.ts'
import { disclosed } from './disclosure.ts'
import type { Membership, World } from './state.ts'

/** Whose databag changed in which relation; without a hook it was Juju itself. */
export interface BagOrigin {
  readonly membership: Membership
  readonly kind: 'unit' | 'app'
  readonly hook?: number
}

/** Traces what changed in a databag, as far as its writer's definition lets it be shown. */
export function recordBag(world: World, origin: BagOrigin, changes: readonly KeyChange[]): void {
  if (!world.traced) return
  const { membership, kind, hook } = origin
  const { application, name } = membership.unit
  const fields = application.disclosure.get(membership.endpoint.name)?.[kind]
  for (const { key, before, after } of changes) {
    world.record({
      event: 'databag',
      ...(hook === undefined ? {} : { hook }),
      relation: membership.relation.number,
      owner: kind === 'unit' ? name : application.name,
      key,
      ...(before === undefined ? {} : { before: disclosed(fields, key, before) }),
      ...(after === undefined ? {} : { after: disclosed(fields, key, after) }),
    })
  }
}
