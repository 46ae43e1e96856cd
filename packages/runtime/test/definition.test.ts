import { describe, expect, test } from 'vitest'
import { defineCharm, defineInterface, Provider, Requirer, text, type InterfaceDefinition } from '../src/index.ts'
import { parseLeaf } from '../src/charm/leaf.ts'
import { flagNames } from '../src/adapter/index.ts'

const web = defineInterface({
  name: 'web',
  wire: 0,
  summary: 'A test.',
  provides: { unit: { port: text('Port.'), 'cert_{unit}': text('Certificate.') }, flags: { available: 'Up.' } },
  requires: {
    flags: { ready: { description: 'Ready.', formerly: ['connected', 'data.ready'] } },
    methods: { hosts: { summary: 'All.' } },
  },
})

class WebProvider extends Provider<typeof web> {
  static readonly definition: typeof web = web
  get available(): boolean {
    return this.joined
  }
}

class WebRequirer extends Requirer<typeof web> {
  static readonly definition: typeof web = web
  get ready(): boolean {
    return this.joined
  }
  hosts(): readonly string[] {
    return []
  }
}

const refusal = (code: string, message: string) => expect.objectContaining({ code, message }) as Error

describe('a definition is refused', () => {
  const base = { name: 'web', wire: 0, summary: 'A test.' }
  test.each<readonly [string, InterfaceDefinition, string]>([
    [
      'with a name that Juju would not take',
      { ...base, name: 'Web', provides: {} },
      'Interface "Web": its name may hold lower-case letters, digits, "-" and "_".',
    ],
    ['without a side', base, 'Interface "web": it needs provides, requires or peers.'],
    [
      'with a wire that is no number of one',
      { ...base, wire: 1.5, provides: {} },
      'Interface "web": wire must be a whole number from 0, not 1.5.',
    ],
    [
      'with a key that Juju cannot hold',
      { ...base, provides: { unit: { 'a=b': text('A.') } } },
      'Interface "web": "a=b" cannot be a key in Juju.',
    ],
    [
      'with a family of two placeholders',
      { ...base, provides: { unit: { '{a}.{b}': text('A.') } } },
      'Interface "web": the family "{a}.{b}" needs exactly one {placeholder}.',
    ],
    [
      'with an alias that is a key',
      { ...base, provides: { app: { a: text('A.', { aliases: ['b'] }), b: text('B.') } } },
      'Interface "web": "b" is an alias of "a" and a key of its own.',
    ],
    [
      'with a reserved key',
      { ...base, provides: { reserved: ['a'], unit: { a: text('A.') } } },
      'Interface "web": the key "a" is reserved; choose a new one.',
    ],
    [
      'with a key that is a field and unused',
      { ...base, provides: { unused: { unit: { a: 'Of others.' } }, unit: { a: text('A.') } } },
      'Interface "web": the key "a" is a field and listed as unused; choose one.',
    ],
    [
      'with a flag that every endpoint has',
      { ...base, provides: { flags: { joined: 'Joined.' } } },
      'Interface "web": the flag "joined" belongs to every endpoint; choose another name.',
    ],
    [
      'with a member that is no identifier',
      { ...base, provides: { methods: { 'do-it': { summary: 'It.' } } } },
      'Interface "web": "do-it" is no camelCase name.',
    ],
  ])('%s', (_, definition, message) => {
    expect(() => defineInterface(definition as never)).toThrow(refusal('DEFINITION_INVALID', message))
  })
})

describe('a charm is refused', () => {
  test('whose flags define each other', () => {
    const flags = { a: { description: 'A.', is: 'b' }, b: { description: 'B.', is: 'a' } } as const
    expect(() => defineCharm({ endpoints: {}, flags })).toThrow(
      refusal('DEFINITION_INVALID', 'Flags define each other: a → b → a. Break the circle.'),
    )
  })

  test('whose flag is computed from something that does not last', () => {
    const flags = { a: { description: 'A.', is: 'web.changed' } } as never
    expect(() => defineCharm({ endpoints: { web: WebRequirer }, flags })).toThrow(
      refusal(
        'DEFINITION_INVALID',
        'The flag "a" is computed from "web.changed", which does not last. Use setBy or clearedBy.',
      ),
    )
  })

  test('whose class lacks what its interface declares', () => {
    class Empty extends Requirer<typeof web> {
      static readonly definition: typeof web = web
    }
    expect(() => defineCharm({ endpoints: { web: Empty as never } })).toThrow(
      refusal('CONTRACT_BROKEN', 'The class of endpoint "web" lacks "ready", which web declares. Add it.'),
    )
  })

  test('with two handlers of one id, and a condition that names nothing', () => {
    const charm = defineCharm({ endpoints: { web: WebRequirer } }).when('web.ready', () => undefined, 'one')
    expect(() => charm.when('web.ready', () => undefined, 'one')).toThrow(
      refusal('HANDLER_DUPLICATE', 'Two handlers have the id "one". Give one of them another.'),
    )
    expect(() => charm.when('web.raedy' as never, () => undefined)).toThrow(
      refusal('CONDITION_UNKNOWN', 'There is no flag "web.raedy" in this charm. Did you mean "web.ready"?'),
    )
    expect(() => charm.when('hook:web-relation-chnaged' as never, () => undefined)).toThrow(
      refusal(
        'CONDITION_UNKNOWN',
        'There is no hook "web-relation-chnaged" of this charm. Did you mean "hook:web-relation-changed"?',
      ),
    )
  })
})

test('a handler has the id that it is given, or its condition, numbered when it comes again', () => {
  const charm = defineCharm({ endpoints: { web: WebRequirer } })
  charm
    .when('web.ready', () => undefined)
    .when('web.ready', () => undefined)
    .when(['web.ready', 'leader'], () => undefined)
  charm.once('seed', 'leader', () => undefined)
  expect(charm.handlers.map(({ id }) => id)).toEqual(['web.ready', 'web.ready #2', 'all(web.ready, leader)', 'seed'])
})

describe('names of flags', () => {
  const vocabulary = {
    endpoints: { web: WebRequirer, site: WebProvider },
    flags: { 'web-done': { description: 'Done.' } },
    config: { port: text('Port.') },
  }

  test.each([
    ['web.ready', { leaf: 'endpoint', endpoint: 'web', flag: 'ready' }],
    ['endpoint.web.ready', { leaf: 'endpoint', endpoint: 'web', flag: 'ready' }],
    ['web.connected', { leaf: 'endpoint', endpoint: 'web', flag: 'ready' }],
    ['endpoint.web.data.ready', { leaf: 'endpoint', endpoint: 'web', flag: 'ready' }],
    ['endpoint.web.joined', { leaf: 'endpoint', endpoint: 'web', flag: 'joined' }],
    ['web.changed', { leaf: 'changed', source: 'web' }],
    ['endpoint.web.changed.port', { leaf: 'changed', source: 'web', key: 'port' }],
    ['web.changed.cert_app/0', { leaf: 'changed', source: 'web', key: 'cert_app/0' }],
    ['web.changed.ingress-address', { leaf: 'changed', source: 'web', key: 'ingress-address' }],
    ['web.departed', { leaf: 'departed', source: 'web' }],
    ['config.changed.port', { leaf: 'changed', source: 'config', key: 'port' }],
    ['hook:install', { leaf: 'hook', hook: 'install' }],
    ['web-done', { leaf: 'flag', flag: 'web-done' }],
    ['leader', { leaf: 'leader' }],
  ])('%s is understood', (name, leaf) => {
    expect(parseLeaf(name, vocabulary)).toEqual(leaf)
  })

  test.each([
    'web',
    'web.',
    'web.nothing',
    'web.changed.prot',
    'site.changed.port',
    'config.changed.prot',
    'other.ready',
    'toString',
    '__proto__.joined',
  ])('%s is not', (name) => {
    expect(() => parseLeaf(name, vocabulary)).toThrow(expect.objectContaining({ code: 'CONDITION_UNKNOWN' }))
  })

  test('are given in today’s spelling and in those of older layers', () => {
    expect(flagNames(vocabulary.endpoints, 'web.ready')).toEqual([
      'web.ready',
      'endpoint.web.ready',
      'web.connected',
      'endpoint.web.connected',
      'web.data.ready',
      'endpoint.web.data.ready',
    ])
    expect(flagNames(vocabulary.endpoints, 'web-done')).toEqual(['web-done'])
  })
})
