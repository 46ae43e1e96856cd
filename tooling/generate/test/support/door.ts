import { contractOf } from '@interlayer/contract'
import { choice, defineInterface, integer, Provider, Requirer, secret, text, type Contract } from '@interlayer/runtime'
import { side } from '@interlayer/testing'
import type { InterfacePackage } from '../../src/interface-package.ts'

const door = defineInterface({
  name: 'door_bell',
  wire: 0,
  summary: 'Doors.',
  scope: 'either',
  provides: {
    unit: {
      width: integer('In cm.', { default: 90, min: 10, max: 300, aliases: ['w'] }),
      size: choice('Of the door.', ['small', 'large'], { optional: true, status: 'readOnly' }),
      code: text('Opens it.', { optional: true, sensitive: true }),
    },
    app: { key: secret('Opens all of them.', { teeth: text('Of the key.') }, { optional: true }) },
    reserved: ['lock'],
    unused: { unit: { bell: 'Rings.' } },
    methods: { open: { summary: 'Opens.', params: { width: integer('In cm.', { min: 1 }) } } },
  },
  requires: {
    flags: { open: { description: 'Some door is | open.', formerly: ['unlocked'] } },
    methods: { widths: { summary: 'Of all doors.', returns: '[cm]' } },
  },
})

class DoorProvider extends Provider<typeof door> implements Contract<typeof door, 'provides'> {
  static readonly definition: typeof door = door

  open({ width }: { readonly width: number }): void {
    for (const { localUnit, localApp } of this.relations) {
      localUnit.publish({ width, code: 'open sesame' })
      localApp?.publish({ key: { teeth: 'sharp and long' } })
    }
  }
}

class DoorRequirer extends Requirer<typeof door> implements Contract<typeof door, 'requires'> {
  static readonly definition: typeof door = door

  get open(): boolean {
    return this.widths().length > 0
  }

  widths(): readonly number[] {
    return this.readyUnits.flatMap(({ data }) => (data.code === undefined ? [] : [data.width]))
  }
}

/** An interface with one of everything. */
export const subject: InterfacePackage = {
  folder: 'packages/interface-door_bell',
  contract: contractOf([door]),
  wires: { provides: 0, requires: 0 },
  call: {
    sides: [side(DoorProvider, (doors, { edition }) => doors.open({ width: 80 + edition })), side(DoorRequirer)],
    partners: {},
  },
}
