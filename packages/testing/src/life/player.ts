import {
  Charm,
  integer,
  Sensitive,
  type AnyCharm,
  type EndpointClass,
  type EndpointInstance,
} from '@interlayer/runtime'
import { callMethod, runHook, type HookReport, type HookTools } from '@interlayer/runtime/adapter'
import type { CharmMetadata, Program } from '@interlayer/simulator'
import type { Side, Turn } from '../side.ts'
import type { Witness } from './witness.ts'

/** Where a charm of a story has its side. */
export const stage = 'stage'

/** What all charms of one model share. */
export interface Direction {
  readonly witness: Witness
  /** By unit and endpoint, what the interface told it in its last `update-status`. */
  readonly told: Map<string, unknown>
  readonly twice: boolean
  /** Whether the hook that runs now is to fail. */
  readonly fails: () => boolean
}

/** A charm that plays its part, on one endpoint or on several. */
export function player(part: Side, direction: Direction, endpoints: readonly string[] = [stage]): Program {
  const charm = charmOf(part, direction, endpoints)
  return async (tools: HookTools): Promise<HookReport> => {
    try {
      await direction.witness.release(tools)
      return await runHook(charm, direction.witness.over(tools, part.side))
    } catch (error) {
      direction.witness.hears(`the error of a hook of ${tools.context.unit}`, [String(error)])
      throw error
    }
  }
}

/** What Juju has to know of such a charm. */
export function metadataOf(
  { side }: Side,
  scope: 'global' | 'container',
  endpoints: readonly string[] = [stage],
): CharmMetadata {
  const { definition, role } = side
  const endpoint = { interface: definition.name, scope: role === 'peers' ? 'global' : scope } as const
  return {
    [role]: Object.fromEntries(endpoints.map((name) => [name, endpoint])),
    subordinate: role === 'requires' && scope === 'container',
    config: { options: { edition: { type: 'int', default: 1 } } },
  }
}

function charmOf(part: Side, { told, twice, fails }: Direction, names: readonly string[]): AnyCharm {
  const classes: Record<string, EndpointClass> = Object.fromEntries(names.map((name) => [name, part.side]))
  const charm = new Charm({ endpoints: classes, config: { edition: integer('What the charm wants.', { default: 1 }) } })
  charm.when({ all: [] }, async (endpoints, { name: hook, unit, leader, config: { edition } }) => {
    const turn: Turn = { unit, application: unit.split('/')[0] ?? '', leader, edition }
    for (const [name, endpoint] of Object.entries(endpoints)) {
      for (let time = 0; time < (twice ? 2 : 1); time++) {
        if (time > 0) endpoint.sync()
        // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- of the very class that the part was written for
        await part.act(endpoint as never, turn)
      }
      if (hook === 'update-status') told.set(`${unit} ${name}`, tell(endpoint))
    }
    if (fails()) throw new Error('a fault of the workload')
  })
  return charm
}

/** All that the methods say that need to be told nothing. */
export function tell(endpoint: EndpointInstance): Readonly<Record<string, unknown>> {
  const methods = Object.entries(endpoint.definition[endpoint.role]?.methods ?? {})
  const asked = methods.filter(([, { params = {}, returns }]) => {
    return returns !== undefined && Object.values(params).every(({ presence }) => presence !== 'required')
  })
  return Object.fromEntries(asked.map(([name]) => [name, revealed(callMethod(endpoint, name, {}))]))
}

/** Compared by what is in it; whoever prints it hides that first. */
function revealed(value: unknown): unknown {
  if (value instanceof Sensitive) return { revealed: revealed(value.reveal()) }
  if (value instanceof Map) return [...value].map(revealed)
  if (Array.isArray(value)) return value.map(revealed)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, revealed(member)]))
}
