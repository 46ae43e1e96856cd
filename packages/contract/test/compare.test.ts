import {
  base64,
  choice,
  defineInterface,
  integer,
  json,
  list,
  text,
  type InterfaceDefinition,
  type SideDefinition,
} from '@interlayer/runtime'
import { array, number, object, optional, picklist, strictObject, string } from 'valibot'
import { describe, expect, test } from 'vitest'
import { compareContracts, contractOf, rules, severityOf, type ContractChange } from '../src/index.ts'
import { letters } from './support/letters.ts'

const Host = object({ name: string(), port: optional(number()) })
const side = {
  conversation: 'unit',
  unit: {
    port: integer('Port.', { min: 1, max: 100 }),
    kind: choice('Kind.', ['a', 'b'], { optional: true }),
    hosts: json('Hosts.', array(Host), { optional: true, style: 'python' }),
    names: list('Names.', { default: ['x'] }),
    owner: text('Owner.', { optional: true, aliases: ['holder'] }),
    pin: text('Pin.', { optional: true, sensitive: true }),
    old: text('Old.', { optional: true, status: 'deprecated' }),
    past: text('Past.', { optional: true, status: 'readOnly' }),
    'cert-{unit}': text('Cert.'),
  },
  reserved: ['gone'],
  flags: { up: { description: 'Up.', formerly: ['on'] }, down: 'Down.' },
  methods: {
    send: {
      summary: 'Sends.',
      params: {
        to: text('To.'),
        size: integer('Size.', { default: 1, max: 9 }),
        by: choice('By.', ['a', 'b'], { optional: true }),
      },
      returns: 'text',
    },
    stop: { summary: 'Stops.' },
  },
} satisfies SideDefinition

const released = defineInterface({
  name: 'post',
  wire: 1,
  summary: 'Post.',
  provides: side,
  requires: {},
}) as InterfaceDefinition

function compare(now: InterfaceDefinition, before = released): readonly ContractChange[] {
  return compareContracts(contractOf([before]), contractOf([now]))
}
const found = (changes: readonly ContractChange[]) => changes.map(({ rule, place }) => `${rule} at ${place}`)
const withSide = (part: Partial<SideDefinition>): InterfaceDefinition => ({
  ...released,
  provides: { ...side, ...part },
})
const withUnit = (part: SideDefinition['unit']) => withSide({ unit: { ...side.unit, ...part } })
const without = <T extends object>(record: T, name: keyof T) => ({ ...record, [name]: undefined })
const withoutField = (name: keyof typeof side.unit, reserved = [...side.reserved, name]) =>
  withSide({ unit: Object.fromEntries(Object.entries(side.unit).filter(([key]) => key !== name)), reserved })
const { send } = side.methods
const withParams = (part: SideDefinition['unit']) =>
  withSide({ methods: { ...side.methods, send: { ...send, params: { ...send.params, ...part } } } })

const unit = 'wire 1 provides.unit'
const cases: readonly (readonly [what: string, now: InterfaceDefinition, changes: readonly string[]])[] = [
  ['another name', { ...released, name: 'mail' }, ['interface-renamed at post']],
  [
    'another wire in place of the old',
    { ...released, wire: 2 },
    ['generation-removed at wire 1', 'generation-added at wire 2'],
  ],
  ['another summary', { ...released, summary: 'Mail.' }, ['summary-changed at wire 1']],
  ['a wider scope', { ...released, scope: 'either' }, ['scope-widened at wire 1']],
  ['another scope', { ...released, scope: 'container' }, ['scope-changed at wire 1']],
  ['a side more', { ...released, peers: {} }, ['side-added at wire 1 peers']],
  ['a side less', without(released, 'requires'), ['side-removed at wire 1 requires']],
  ['a side that Juju takes', withSide({ implicit: true }), ['side-implicit-changed at wire 1 provides']],
  ['other conversations', withSide({ conversation: 'global' }), ['conversation-changed at wire 1 provides']],
  ['a reserved name more', withSide({ reserved: ['gone', 'soon'] }), ['reserved-added at wire 1 provides.soon']],
  ['a reserved name less', withSide({ reserved: [] }), ['reserved-dropped at wire 1 provides.gone']],
  [
    'a reserved name that is used again',
    withSide({ unit: { ...side.unit, gone: text('Gone.', { optional: true }) }, reserved: [] }),
    [
      `field-added at ${unit}.gone`,
      'reserved-reused at wire 1 provides.gone',
      'reserved-dropped at wire 1 provides.gone',
    ],
  ],
  ['a field more', withUnit({ more: text('More.', { optional: true }) }), [`field-added at ${unit}.more`]],
  ['a family more', withUnit({ 'key-{unit}': text('Key.') }), [`field-added at ${unit}.key-{}`]],
  ['a required field more', withUnit({ more: text('More.') }), [`required-field-added at ${unit}.more`]],
  [
    'a field less',
    withoutField('owner'),
    [`field-removed at ${unit}.owner`, 'reserved-added at wire 1 provides.owner'],
  ],
  ['a greeting', withSide({ greeting: { unit: { port: 5 } } }), ['greeting-changed at wire 1 provides']],
  [
    'another wire for who is silent',
    withSide({ silentPartner: 'every' }),
    ['silent-partner-changed at wire 1 provides'],
  ],
  [
    'a deprecated field less',
    withoutField('old'),
    [`deprecated-field-removed at ${unit}.old`, 'reserved-added at wire 1 provides.old'],
  ],
  [
    'a field less, and its name free',
    withoutField('past', ['gone']),
    [`deprecated-field-removed at ${unit}.past`, 'removed-not-reserved at wire 1 provides.past'],
  ],
  [
    'another codec',
    withUnit({ owner: base64('Owner.', { optional: true, aliases: ['holder'] }) }),
    [`field-retyped at ${unit}.owner`],
  ],
  [
    'another type of JSON',
    withUnit({ hosts: json('Hosts.', Host, { optional: true, style: 'python' }) }),
    [`field-retyped at ${unit}.hosts`],
  ],
  [
    'another separator',
    withUnit({ names: list('Names.', { default: ['x'], separator: ' ' }) }),
    [`encoding-changed at ${unit}.names`],
  ],
  [
    'another style',
    withUnit({ hosts: json('Hosts.', array(Host), { optional: true }) }),
    [`style-changed at ${unit}.hosts`],
  ],
  [
    'a field that is needed now',
    withUnit({ kind: choice('Kind.', ['a', 'b']) }),
    [`field-newly-required at ${unit}.kind`],
  ],
  [
    'a field that is needed no more',
    withUnit({ port: integer('Port.', { min: 1, max: 100, optional: true }) }),
    [`field-no-longer-required at ${unit}.port`],
  ],
  ['another default', withUnit({ names: list('Names.', { default: ['y'] }) }), [`default-changed at ${unit}.names`]],
  ['a default less', withUnit({ names: list('Names.', { optional: true }) }), [`default-removed at ${unit}.names`]],
  [
    'a default more',
    withUnit({ kind: choice('Kind.', ['a', 'b'], { default: 'a' }) }),
    [`default-added at ${unit}.kind`],
  ],
  [
    'a name more',
    withUnit({ owner: text('Owner.', { optional: true, aliases: ['holder', 'user'] }) }),
    [`alias-added at ${unit}.owner`],
  ],
  ['a name less', withUnit({ owner: text('Owner.', { optional: true }) }), [`alias-removed at ${unit}.owner`]],
  [
    'a field to be replaced',
    withUnit({ owner: text('Owner.', { optional: true, aliases: ['holder'], status: 'deprecated' }) }),
    [`field-deprecated at ${unit}.owner`],
  ],
  [
    'a field that is kept after all',
    withUnit({ old: text('Old.', { optional: true }) }),
    [`field-undeprecated at ${unit}.old`],
  ],
  [
    'a field that is only read, at once',
    withUnit({ owner: text('Owner.', { optional: true, aliases: ['holder'], status: 'readOnly' }) }),
    [`field-no-longer-written at ${unit}.owner`],
  ],
  [
    'a deprecated field that is only read',
    withUnit({ old: text('Old.', { optional: true, status: 'readOnly' }) }),
    [`deprecated-field-no-longer-written at ${unit}.old`],
  ],
  ['a field that is shown', withUnit({ pin: text('Pin.', { optional: true }) }), [`secrecy-removed at ${unit}.pin`]],
  [
    'a field that is hidden',
    withUnit({ old: text('Old.', { optional: true, status: 'deprecated', sensitive: true }) }),
    [`secrecy-added at ${unit}.old`],
  ],
  [
    'other words',
    withUnit({ pin: text('The pin.', { optional: true, sensitive: true }) }),
    [`description-changed at ${unit}.pin`],
  ],
  [
    'another name of a placeholder',
    withSide({
      unit: {
        ...Object.fromEntries(Object.entries(side.unit).filter(([key]) => !key.startsWith('cert'))),
        'cert-{name}': text('Cert.'),
      },
    }),
    [],
  ],
  [
    'a word more',
    withUnit({ kind: choice('Kind.', ['a', 'b', 'c'], { optional: true }) }),
    [`word-added at ${unit}.kind/enum`],
  ],
  [
    'a word less',
    withUnit({ kind: choice('Kind.', ['a'], { optional: true }) }),
    [`word-removed at ${unit}.kind/enum`],
  ],
  [
    'a wider range',
    withUnit({ port: integer('Port.', { min: 0, max: 100 }) }),
    [`values-widened at ${unit}.port/minimum`],
  ],
  [
    'a narrower range',
    withUnit({ port: integer('Port.', { min: 1, max: 99 }) }),
    [`values-narrowed at ${unit}.port/maximum`],
  ],
  [
    'a range less',
    withUnit({ port: integer('Port.') }),
    [`values-widened at ${unit}.port/maximum`, `values-widened at ${unit}.port/minimum`],
  ],
  ['a flag more', withSide({ flags: { ...side.flags, left: 'Left.' } }), ['flag-added at wire 1 provides.left']],
  ['a flag less', withSide({ flags: { up: side.flags.up } }), ['flag-removed at wire 1 provides.down']],
  [
    'a former name of a flag less',
    withSide({ flags: { ...side.flags, up: 'Up.' } }),
    ['former-flag-removed at wire 1 provides.up'],
  ],
  [
    'a flag in other words',
    withSide({ flags: { ...side.flags, down: 'Off.' } }),
    ['description-changed at wire 1 provides.down'],
  ],
  [
    'a method more',
    withSide({ methods: { ...side.methods, go: { summary: 'Goes.' } } }),
    ['method-added at wire 1 provides.go()'],
  ],
  ['a method less', withSide({ methods: { send } }), ['method-removed at wire 1 provides.stop()']],
  [
    'a method in other words',
    withSide({ methods: { send, stop: { summary: 'Ends.' } } }),
    ['summary-changed at wire 1 provides.stop()'],
  ],
  [
    'another result',
    withSide({ methods: { ...side.methods, send: { ...send, returns: 'number' } } }),
    ['returns-changed at wire 1 provides.send()'],
  ],
  [
    'a parameter more',
    withParams({ more: text('More.', { optional: true }) }),
    ['param-added at wire 1 provides.send().more'],
  ],
  [
    'a needed parameter more',
    withParams({ more: text('More.') }),
    ['required-param-added at wire 1 provides.send().more'],
  ],
  [
    'a parameter less',
    withSide({
      methods: { ...side.methods, send: { ...send, params: { size: send.params.size, by: send.params.by } } },
    }),
    ['param-removed at wire 1 provides.send().to'],
  ],
  ['another parameter', withParams({ to: integer('To.') }), ['param-retyped at wire 1 provides.send().to']],
  [
    'a parameter that is needed now',
    withParams({ size: integer('Size.', { max: 9 }) }),
    ['param-newly-required at wire 1 provides.send().size'],
  ],
  [
    'a parameter that is needed no more',
    withParams({ to: text('To.', { optional: true }) }),
    ['param-widened at wire 1 provides.send().to'],
  ],
  [
    'another default of a parameter',
    withParams({ size: integer('Size.', { max: 9, default: 2 }) }),
    ['default-changed at wire 1 provides.send().size'],
  ],
  [
    'a parameter that takes more',
    withParams({ by: choice('By.', ['a', 'b', 'c'], { optional: true }) }),
    ['param-widened at wire 1 provides.send().by/enum'],
  ],
  [
    'a parameter that takes less',
    withParams({ size: integer('Size.', { max: 8, default: 1 }) }),
    ['param-narrowed at wire 1 provides.send().size/maximum'],
  ],
  [
    'a parameter in other words',
    withParams({ to: text('Whom.') }),
    ['description-changed at wire 1 provides.send().to'],
  ],
]

describe('compareContracts', () => {
  test('finds nothing between a contract and itself', () => {
    expect(compare(released)).toEqual([])
    expect(compare(letters, letters)).toEqual([])
    expect(severityOf([])).toBe(undefined)
  })

  test.each(cases)('finds %s', (_what, now, changes) => {
    expect(found(compare(now))).toEqual(changes)
  })

  test('rates every change by its rule, and says what was found and why it matters', () => {
    expect(compare(withoutField('owner', ['gone']))).toEqual([
      {
        rule: 'field-removed',
        severity: 'major',
        place: 'wire 1 provides.unit.owner',
        message: 'The field is gone. Released readers lose it; deprecate it first.',
      },
      {
        rule: 'removed-not-reserved',
        severity: 'major',
        place: 'wire 1 provides.owner',
        message: '"owner" is not reserved. The name of a removed field could be used again: list it as reserved.',
      },
    ])
  })

  test('asks for the release that the worst change needs', () => {
    expect(severityOf(compare({ ...released, summary: 'Mail.' }))).toBe('patch')
    expect(severityOf(compare({ ...released, summary: 'Mail.', peers: {} }))).toBe('minor')
    expect(severityOf(compare({ ...released, peers: {}, name: 'mail' }))).toBe('major')
  })

  test('takes a new wire beside the old one for an addition', () => {
    const both = contractOf([released, { ...released, wire: 2, provides: {} }])
    expect(found(compareContracts(contractOf([released]), both))).toEqual(['generation-added at wire 2'])
  })

  test('lets no field go that readers wait for, deprecated or not', () => {
    const before = withUnit({ port: text('Port.', { status: 'deprecated' }) })
    expect(found(compare(withoutField('port'), before))[0]).toBe(`field-removed at ${unit}.port`)
  })

  test('sees into the content of secrets', () => {
    const { account } = letters.provides.app
    const now = {
      ...letters,
      provides: {
        ...letters.provides,
        app: { account: { ...account, content: { user: text('Name.'), pin: text('Pin.') } } },
      },
    }
    expect(found(compare(now, letters))).toEqual([
      'field-retyped at wire 2 provides.app.account.content.pin',
      'field-newly-required at wire 2 provides.app.account.content.pin',
      'description-changed at wire 2 provides.app.account.content.pin',
      'description-changed at wire 2 provides.app.account.content.user',
    ])
  })
})

describe('the values of JSON', () => {
  const hosts = (entries: Parameters<typeof object>[0]) =>
    json('Hosts.', array(object(entries)), { optional: true, style: 'python' })
  const values = `${unit}.hosts/items`

  test.each([
    [
      'a member more',
      hosts({ ...Host.entries, more: optional(string()) }),
      [`member-added at ${values}/properties/more`],
    ],
    [
      'a needed member more',
      hosts({ ...Host.entries, more: string() }),
      [`member-added at ${values}/properties/more`, `values-narrowed at ${values}/required`],
    ],
    [
      'a member that is needed no more',
      hosts({ ...Host.entries, name: optional(string()) }),
      [`values-widened at ${values}/required`],
    ],
    ['a member less', hosts({ name: string() }), [`values-changed at ${values}/properties/port`]],
    [
      'another type',
      hosts({ ...Host.entries, port: optional(string()) }),
      [`values-changed at ${values}/properties/port/type`],
    ],
    [
      'a list of words',
      hosts({ ...Host.entries, name: picklist(['a']) }),
      [`values-narrowed at ${values}/properties/name/enum`],
    ],
  ])('finds %s', (_what, field, changes) => {
    expect(found(compare(withUnit({ hosts: field })))).toEqual(changes)
  })

  test('a member more is refused by who takes no others', () => {
    const closed = (more: object) => withUnit({ hosts: json('H.', strictObject({ a: string(), ...more })) })
    expect(found(compare(closed({ b: optional(string()) }), closed({})))).toEqual([
      `values-widened at ${unit}.hosts/properties/b`,
    ])
  })
})

test('every rule is found by one of these', () => {
  const all = cases.flatMap(([, now]) => compare(now).map(({ rule }) => rule))
  const ofJson = ['values-changed', 'member-added']
  expect(Object.keys(rules).filter((rule) => !ofJson.includes(rule) && !all.some((one) => one === rule))).toEqual([])
})
