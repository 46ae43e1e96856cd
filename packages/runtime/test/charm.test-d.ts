import { expectTypeOf, test } from 'vitest'
import {
  all,
  any,
  defineCharm,
  defineInterface,
  integer,
  not,
  Provider,
  Requirer,
  text,
  type Change,
  type Contract,
  type Departure,
  type Ending,
} from '../src/index.ts'

const talk = defineInterface({
  name: 'talk',
  wire: 0,
  summary: 'Who says what.',
  provides: { unit: { value: integer('A number.') }, flags: { asked: 'Somebody asks.' } },
  requires: {
    unit: { wish: text('A wish.') },
    flags: { available: 'Something was said.' },
    methods: { ask: { summary: 'Asks.', params: { wish: text('A wish.') } } },
  },
})

class Speaker extends Provider<typeof talk> implements Contract<typeof talk, 'provides'> {
  static readonly definition: typeof talk = talk
  readonly asked = true
}
class Listener extends Requirer<typeof talk> implements Contract<typeof talk, 'requires'> {
  static readonly definition: typeof talk = talk
  readonly available = true
  ask(_: { readonly wish: string }): void {}
}

const charm = defineCharm({
  endpoints: { out: Speaker, in: Listener },
  flags: {
    started: 'The service runs.',
    stale: { description: 'It runs the old file.', setBy: 'config.changed', clearedBy: 'hook:start' },
    online: { description: 'It can be used.', is: all('started', 'in.available') },
  },
  config: { port: integer('A port.', { default: 80 }), name: text('A name.', { optional: true }) },
  memory: { count: integer('Counted.') },
})

test('conditions name what exists: flags of endpoints and of the charm, edges, hooks', () => {
  charm.when('in.available', () => {})
  charm.when(['in.joined', 'out.asked', 'started', 'online', 'leader', 'out.invalid'], () => {})
  charm.when(all('hook:start', any('in.changed.value', 'out.changed.wish', not('config.changed.port'))), () => {})
  charm.when(any('in.departed', 'in.broken', 'hook:in-relation-broken', 'hook:collect-metrics'), () => {})
  // @ts-expect-error -- it is available
  charm.when('in.avaliable', () => {})
  // @ts-expect-error -- it is started
  charm.when(all('in.available', 'startet'), () => {})
  // @ts-expect-error -- that is a flag of the other side
  charm.when(['in.asked'], () => {})
  // @ts-expect-error -- listeners write no value
  charm.when(not('out.changed.value'), () => {})
  // @ts-expect-error -- there is no such option
  charm.when('config.changed.prot', () => {})
  // @ts-expect-error -- there is no such hook
  charm.when('hook:in-relation-left', () => {})
  // @ts-expect-error -- there is no such endpoint
  charm.once('id', 'db.joined', () => {})
})

test('a handler sets and clears the flags that the charm declares and does not compute', () => {
  charm.when('in.available', (_, hook) => {
    hook.set('started')
    hook.clear('stale')
    // @ts-expect-error -- the charm does not declare it
    hook.set('stopped')
    // @ts-expect-error -- it is computed
    hook.set('online')
    // @ts-expect-error -- flags of interfaces are derived
    hook.clear('in.available')
    hook.isSet('in.changed.value')
    // @ts-expect-error -- there is no such flag
    hook.isSet('in.changed.wish')
  })
})

test('a handler has its endpoints, its configuration and its memory by their types', () => {
  charm.when('in.changed', (endpoints, hook) => {
    expectTypeOf(endpoints.in).toEqualTypeOf<Listener>()
    endpoints.in.ask({ wish: 'more' })
    // @ts-expect-error -- the wish is missing
    endpoints.in.ask({})
    // @ts-expect-error -- speakers do not ask
    endpoints.out.ask({ wish: 'more' })
    expectTypeOf(hook.config).toEqualTypeOf<{ readonly port: number; readonly name?: string }>()
    hook.memory.update({ count: 1 })
    // @ts-expect-error -- it is a number
    hook.memory.update({ count: '1' })
    // @ts-expect-error -- nothing of that name is remembered
    hook.memory.update({ total: 1 })
    expectTypeOf(hook.changes('in')).toEqualTypeOf<readonly Change[]>()
    expectTypeOf(hook.changes('config')).toEqualTypeOf<readonly Change[]>()
    expectTypeOf(hook.gone('in')).toEqualTypeOf<readonly (Departure | Ending)[]>()
    // @ts-expect-error -- there is no such endpoint
    hook.changes('db')
    // @ts-expect-error -- nobody departs from the configuration
    hook.gone('config')
  })
})

test('a charm without flags, configuration or memory has none', () => {
  defineCharm({ endpoints: {} }).when('hook:start', (_, hook) => {
    // @ts-expect-error -- no flags are declared
    hook.set('started')
    // @ts-expect-error -- no options are declared
    void hook.config.port
    // @ts-expect-error -- nothing is remembered
    hook.memory.update({ count: 1 })
  })
})

test('a class that lacks what its definition declares is refused at the class and in the charm', () => {
  // @ts-expect-error -- it lacks ask
  class Deaf extends Requirer<typeof talk> implements Contract<typeof talk, 'requires'> {
    static readonly definition: typeof talk = talk
    readonly available = true
  }
  class Vague extends Requirer<typeof talk> {
    static readonly definition: typeof talk = talk
    readonly available = 'maybe'
    ask(): void {}
  }
  // @ts-expect-error -- it lacks ask
  defineCharm({ endpoints: { in: Deaf } })
  // @ts-expect-error -- its flag is no boolean
  defineCharm({ endpoints: { in: Vague } })
})

test('flags are declared with conditions that name what exists, and computed from what lasts', () => {
  const endpoints = { in: Listener }
  defineCharm({ endpoints, flags: { a: { description: 'A.', is: not('in.available') } } })
  // @ts-expect-error -- it is available
  defineCharm({ endpoints, flags: { a: { description: 'A.', setBy: 'in.avaliable' } } })
  // @ts-expect-error -- a change does not last
  defineCharm({ endpoints, flags: { a: { description: 'A.', is: 'in.changed' } } })
  // @ts-expect-error -- a hook does not last
  defineCharm({ endpoints, flags: { a: { description: 'A.', is: all('in.available', 'hook:start') } } })
  // @ts-expect-error -- a flag says what it means
  defineCharm({ endpoints, flags: { a: { is: 'in.available' } } })
})
