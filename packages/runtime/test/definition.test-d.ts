import { expectTypeOf, test } from 'vitest'
import {
  boolean,
  choice,
  customField,
  defineInterface,
  integer,
  json,
  list,
  text,
  type Contract,
  type Field,
  type FieldOptions,
  type Params,
  type ReadData,
  type StandardSchema,
  type WriteData,
  type Written,
} from '../src/index.ts'

declare const schema: StandardSchema<{ readonly size?: number }, { readonly size: number }>

const fields = {
  name: text('Needed.'),
  size: integer('Default.', { default: 1 }),
  note: text('Optional.', { optional: true }),
  tags: list('Needed too.'),
  mode: choice('One word.', ['fast', 'safe'], { default: 'safe' }),
  'item_{id}': json('One of many.', schema),
} as const

test('a databag reads with what is needed or has a default, and a record for each family', () => {
  expectTypeOf<ReadData<typeof fields>>().toEqualTypeOf<{
    readonly name: string
    readonly size: number
    readonly tags: readonly string[]
    readonly mode: 'fast' | 'safe'
    readonly note?: string
    readonly 'item_{id}': Readonly<Record<string, { readonly size: number }>>
  }>()
})

test('a databag is written with what is needed; the rest may be left out', () => {
  expectTypeOf<WriteData<typeof fields>>().toEqualTypeOf<{
    readonly name: string
    readonly tags: readonly string[]
    readonly size?: number | undefined
    readonly mode?: 'fast' | 'safe' | undefined
    readonly note?: string | undefined
    readonly 'item_{id}'?: Readonly<Record<string, { readonly size?: number } | undefined>>
  }>()
  expectTypeOf<Written<typeof fields>['name']>().toEqualTypeOf<string | undefined>()
  expectTypeOf<Written<typeof fields>['item_{id}']>().toEqualTypeOf<
    Readonly<Record<string, { readonly size: number }>>
  >()
})

test('a side without fields can be told nothing', () => {
  const none = {} as const
  expectTypeOf<WriteData<typeof none>>().toEqualTypeOf<Readonly<Record<string, never>>>()
})

test('options fit the type of their field', () => {
  // @ts-expect-error -- the default is a number
  integer('A number.', { default: 'one' })
  // @ts-expect-error -- the default is one of the words
  choice('A word.', ['a', 'b'], { default: 'c' })
  // @ts-expect-error -- that is no style of a boolean
  boolean('Yes or no.', { style: 'german' })
  expectTypeOf(
    customField({ codec: 'c', description: 'd', implementation: text('t') }, { optional: true }),
  ).toEqualTypeOf<Field<string, string, 'optional'>>()
  expectTypeOf<FieldOptions<string>>().not.toHaveProperty('optionl')
})

const counted = defineInterface({
  name: 'counted',
  wire: 0,
  summary: 'A number.',
  provides: {
    unit: { count: integer('How many.') },
    flags: { asked: 'Somebody asks.' },
    methods: {
      tell: { summary: 'Tells.', params: { count: integer('How many.') } },
      hush: { summary: 'Tells nothing.' },
    },
  },
})

test('a definition gives a contract for its class and the parameters of its methods', () => {
  expectTypeOf<Params<typeof counted, 'provides', 'tell'>>().toEqualTypeOf<{ readonly count: number }>()
  expectTypeOf<Params<typeof counted, 'provides', 'hush'>>().toEqualTypeOf<undefined>()
  expectTypeOf<Contract<typeof counted, 'provides'>['asked']>().toEqualTypeOf<boolean>()
  expectTypeOf<Contract<typeof counted, 'provides'>['tell']>().toEqualTypeOf<
    (argument: { readonly count: number }) => unknown
  >()
  expectTypeOf<Contract<typeof counted, 'provides'>['hush']>().toEqualTypeOf<() => unknown>()
})

test('a definition with a misspelt section, a reserved flag or a missing part does not compile', () => {
  const start = { name: 'a', wire: 0, summary: 'A.' } as const
  defineInterface({ ...start, provides: { unit: {} } })
  // @ts-expect-error -- the sides are provides, requires and peers
  defineInterface({ ...start, provide: { unit: {} } })
  // @ts-expect-error -- the fields of a unit are under unit
  defineInterface({ ...start, provides: { units: {} } })
  // @ts-expect-error -- every endpoint has that flag
  defineInterface({ ...start, provides: { flags: { joined: 'Somebody is there.' } } })
  // @ts-expect-error -- the scope is global, container or either
  defineInterface({ ...start, scope: 'local', provides: {} })
  // @ts-expect-error -- a conversation is global, with an application or with a unit
  defineInterface({ ...start, provides: { conversation: 'service' } })
  // @ts-expect-error -- the number of the wire is missing
  defineInterface({ name: 'a', summary: 'A.', provides: {} })
})
