import { expectTypeOf, test } from 'vitest'
import {
  defineInterface,
  integer,
  Peer,
  Provider,
  Requirer,
  text,
  type Problem,
  type RemoteUnit,
} from '../src/index.ts'

const sides = {
  name: 'talk',
  wire: 0,
  summary: 'Who says what.',
  provides: {
    unit: { value: integer('A number.'), 'item_{id}': integer('One of many.') },
    app: { owner: text('Who speaks.') },
    memory: { seen: integer('Kept.') },
  },
  requires: { unit: { wish: text('A wish.') }, app: { topic: text('A topic.') } },
} as const
const talk = defineInterface(sides)
const beside = defineInterface({ ...sides, scope: 'container' })
const anywhere = defineInterface({ ...sides, scope: 'either' })

test('application data is written only by who has asked whether it leads', () => {
  class Speaker extends Provider<typeof talk> {
    sign(): void {
      for (const { localApp } of this.relations) {
        // @ts-expect-error -- a follower has none
        localApp.publish({ owner: 'me' })
        localApp?.publish({ owner: 'me' })
        if (localApp) localApp.update({ owner: undefined })
        // @ts-expect-error -- that is written by the requirer
        localApp?.update({ topic: 'weather' })
        // @ts-expect-error -- the other side's is only read
        this.relations[0]?.remoteApp?.publish({ topic: 'weather' })
      }
    }
  }
  expectTypeOf<Speaker>().toExtend<Provider<typeof talk>>()
})

test('each side writes its own fields whole, and may change a part of them', () => {
  class Speaker extends Provider<typeof talk> {
    say(): void {
      for (const { localUnit, memory } of this.relations) {
        localUnit.publish({ value: 1, 'item_{id}': { a: 1, b: undefined } })
        // @ts-expect-error -- the value is needed
        localUnit.publish({ 'item_{id}': { a: 1 } })
        // @ts-expect-error -- it is a number
        localUnit.publish({ value: '1' })
        // @ts-expect-error -- that is written by the requirer
        localUnit.publish({ value: 1, wish: 'more' })
        // @ts-expect-error -- members of a family come as a record
        localUnit.update({ item_a: 1 })
        localUnit.update({ value: undefined })
        memory.update({ seen: 1 })
        // @ts-expect-error -- nothing of that name is remembered
        memory.update({ value: 1 })
        expectTypeOf(localUnit.written.value).toEqualTypeOf<number | undefined>()
        // @ts-expect-error -- what is written is changed by publish and update
        localUnit.written.value = 2
      }
    }
  }
  class Listener extends Requirer<typeof talk> {
    ask(): void {
      for (const { localUnit } of this.relations) {
        localUnit.publish({ wish: 'more' })
        // @ts-expect-error -- that is written by the provider
        localUnit.publish({ value: 1 })
      }
      for (const conversation of this.conversations) {
        conversation.publish({ wish: 'more' })
        // @ts-expect-error -- that is written by the provider
        conversation.publish({ value: 1 })
      }
    }
  }
  expectTypeOf<Speaker>().toExtend<Provider<typeof talk>>()
  expectTypeOf<Listener>().toExtend<Requirer<typeof talk>>()
})

test('data is there only when its databag is ready', () => {
  class Listener extends Requirer<typeof talk> {
    hear(): void {
      for (const { databag } of this.units) {
        // @ts-expect-error -- it may be waiting or invalid
        void databag.data
        switch (databag.state) {
          case 'ready':
            expectTypeOf(databag.data.value).toEqualTypeOf<number>()
            expectTypeOf(databag.data['item_{id}']).toEqualTypeOf<Readonly<Record<string, number>>>()
            break
          case 'waiting':
            expectTypeOf(databag.missing).toEqualTypeOf<readonly string[]>()
            // @ts-expect-error -- there is no partial data
            void databag.data
            break
          case 'invalid':
            expectTypeOf(databag.problems).toEqualTypeOf<readonly Problem[]>()
        }
      }
      for (const { data } of this.readyUnits) expectTypeOf(data.value).toEqualTypeOf<number>()
      for (const { data } of this.readyApps) expectTypeOf(data.owner).toEqualTypeOf<string>()
    }
  }
  expectTypeOf<Listener>().toExtend<Requirer<typeof talk>>()
})

test('a partner is there in container scope, maybe where the scope is open, and never in global scope', () => {
  type Unit = RemoteUnit<{ readonly value: number; readonly 'item_{id}': Readonly<Record<string, number>> }> | undefined
  class Global extends Requirer<typeof talk> {
    look(): void {
      for (const { partner } of this.relations) {
        expectTypeOf(partner).toEqualTypeOf<never>()
        // @ts-expect-error -- there is no partner
        void partner.name
      }
    }
  }
  class Container extends Requirer<typeof beside> {
    look(): void {
      for (const { partner } of this.relations) {
        expectTypeOf(partner).toEqualTypeOf<Unit>()
        // @ts-expect-error -- it may not have joined
        void partner.name
      }
    }
  }
  class Either extends Requirer<typeof anywhere> {
    look(): void {
      for (const { partner } of this.relations) expectTypeOf(partner).toEqualTypeOf<Unit>()
    }
  }
  expectTypeOf<[Global, Container, Either]>().toBeArray()
})

test('a class takes a side that its interface has', () => {
  // @ts-expect-error -- talk has no peers
  class Peers extends Peer<typeof talk> {}
  expectTypeOf<Peers>().toBeObject()
})
