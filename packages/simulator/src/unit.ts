import { DrawSet } from './draw-set.ts'
import { wake } from './membership.ts'
import { machineAddress } from './network.ts'
import { tracks } from './scope.ts'
import { handOver } from './secrets/secret-hooks.ts'
import type { Application, Unit, World } from './state.ts'
import { addStorage } from './storage-life.ts'
import { firstStorage } from './storage.ts'

/** A unit with the application's next number: on a machine of its own, or beside its principal. */
export function addUnit(world: World, application: Application, principal?: Unit): Unit {
  const number = application.unitsMade++
  const machine = principal?.machine ?? world.machinesMade++
  const address = machineAddress(world.network, machine)
  const unit = newUnit(application, { number, machine, address, principal })
  for (const relation of application.relations) {
    if (tracks(unit, relation)) unit.unentered.add(relation)
  }
  application.units.add(unit)
  principal?.subordinates.add(unit)
  world.units.set(unit.name, unit)
  world.record({ event: 'unit', unit: unit.name, life: 'alive', ...(principal && { principal: principal.name }) })
  addStorage(world, unit, firstStorage(unit))
  if (application.leader === undefined) lead(world, unit)
  wake(world, unit)
  return unit
}

/** Gives the application's leadership to the unit. */
export function lead(world: World, unit: Unit): void {
  const former = unit.application.leader
  unit.application.leader = unit
  world.record({ event: 'leader', application: unit.application.name, unit: unit.name })
  wake(world, unit)
  if (former === undefined) return
  handOver(world, former, unit)
  wake(world, former)
}

type Place = Pick<Unit, 'number' | 'machine' | 'address' | 'principal'>

function newUnit(application: Application, place: Place): Unit {
  return {
    ...place,
    name: `${application.name}/${place.number}`,
    application,
    subordinates: new Set(),
    memberships: new Map(),
    unentered: new Set(),
    uncreated: new DrawSet(),
    leaving: new Set(),
    due: new DrawSet(),
    duePeers: new DrawSet(),
    triggered: [],
    secretHooks: [],
    storage: [],
    payloads: new Set(),
    life: 'alive',
    installed: false,
    started: false,
    leads: false,
    followed: false,
    configOffered: application.config,
    configSeen: undefined,
    queued: undefined,
    failure: undefined,
    state: new Map(),
    flags: [],
    ports: [],
    status: { status: 'unknown', message: '' },
    doubtful: false,
  }
}
