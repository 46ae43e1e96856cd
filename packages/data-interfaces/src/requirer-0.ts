import { Requirer, type Params, type Relation, type WriteData } from '@interlayer/runtime'
import { readAnswer } from './answer-0.ts'
import { isServing, textIn, type SeenAnswer } from './database.ts'
import type { DatabaseInterface1 } from './exchanges-1.ts'
import { usualSecrets, type DatabaseInterface0 } from './provider-0.ts'
import type { requestedEntityContent } from './secret-contents.ts'

type Wanted = Params<DatabaseInterface1, 'requires', 'request'>
type DatabaseRelation = Relation<DatabaseInterface0, 'requires'>

/** The requirer's side by wire 0: one request in each relation, which providers of every wire answer. */
export class DatabaseRequirer0 extends Requirer<DatabaseInterface0> {
  /** A wish is of no use once there is an answer: its secret goes. */
  override sync(): void {
    for (const { relation, data } of this.readyApps)
      if (data['secret-entity'] !== undefined) relation.localApp?.update({ 'requested-entity-secret': undefined })
  }

  /** Relations in which this unit has asked, by their ids. */
  get asked(): readonly string[] {
    return this.relations.filter(({ localApp }) => localApp?.written.database !== undefined).map(({ id }) => id)
  }

  /** Those in which it could ask. */
  get unasked(): readonly string[] {
    const led = this.relations.filter(
      ({ localApp }) => localApp !== undefined && localApp.written.database === undefined,
    )
    return led.map(({ id }) => id)
  }

  /** Asks in these relations. */
  ask(relations: readonly string[], { aliases = [], extraSecrets = [], ...wanted }: Wanted): void {
    for (const { localApp } of this.relations.filter(({ id }) => relations.includes(id))) {
      const taken = this.relations.map((relation) => relation.localApp?.written.alias)
      localApp?.update({
        database: wanted.database,
        'requested-secrets': [...usualSecrets, ...extraSecrets],
        'provided-secrets': ['mtls-cert'],
        'extra-user-roles': wanted.extraUserRoles,
        'extra-group-roles': wanted.extraGroupRoles,
        'external-node-connectivity': wanted.externalNodeConnectivity === true ? true : undefined,
        'entity-type': wanted.entityType,
        'entity-permissions': wanted.entityPermissions,
        'requested-entity-secret': wishIn(wanted),
        'prefix-matching': wanted.prefixMatching,
        alias: aliases.find((alias) => !taken.includes(alias)),
      })
    }
  }

  /** What was answered by providers that serve. */
  answers(): readonly SeenAnswer[] {
    return this.readyApps.flatMap(({ relation, app, data }) => {
      if (!isServing(data.subordinated, statesIn(relation))) return []
      const { id, localApp } = relation
      const seen = data.data ?? {}
      const alias = localApp?.written.alias ?? textIn(seen['alias'])
      return [{ relation: id, application: app.name, alias, answer: readAnswer(data, app.raw), seen }]
    })
  }
}

function statesIn({ units }: DatabaseRelation): readonly (string | undefined)[] {
  return units.map(({ databag }) => (databag.state === 'ready' ? databag.data.state : undefined))
}

/** What a requirer wishes for its entity. */
export function wishIn(
  wanted: Pick<Wanted, 'entityName' | 'entityPassword'>,
): WriteData<typeof requestedEntityContent> | undefined {
  const { entityName, entityPassword: password } = wanted
  return entityName === undefined ? undefined : { 'entity-name': entityName, password }
}
