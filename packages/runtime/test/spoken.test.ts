import { describe, expect, test } from 'vitest'
import { defineInterface, integer, list, text, type Role } from '../src/index.ts'
import type { EndpointSide } from '../src/transaction/snapshot.ts'
import { spoken } from '../src/wires/spoken.ts'

const note = text('In every wire.', { optional: true })
const asks = { silentPartner: 'every' } as const

/** Three wires; in the newest, the provider greets. */
function sides(role: Role, asking?: Role): EndpointSide {
  const wires = [0, 1, 2].map((wire) =>
    defineInterface({
      name: 'some',
      wire,
      summary: 'Some.',
      provides: {
        app: {
          [`answer-${wire}`]: text('Of this wire.', { optional: true }),
          note,
          number: integer('Of the wire.', { min: wire, max: wire }),
        },
        ...(wire === 2 && { greeting: { app: { number: 2 } } }),
        ...(asking === 'provides' && asks),
      },
      requires: {
        unit: { [`question-${wire}`]: list('Of this wire.', { optional: true }), note },
        ...(asking === 'requires' && asks),
      },
    }),
  )
  const [oldest, old, newest] = wires.map((definition) => ({ role, definition }))
  if (oldest === undefined || old === undefined || newest === undefined) throw new Error('There are three wires.')
  return { ...newest, generations: [old, oldest] }
}

type Texts = Readonly<Record<string, string>>

/** The numbers of the wires that a requirer speaks with this in the databags. */
function requirerSpeaks(texts: { readonly own?: Texts; readonly partner?: Texts }, asking?: Role): readonly number[] {
  const bags = Object.entries({ 'app/0': texts.own ?? {}, db: texts.partner ?? {} })
  const maps = new Map(bags.map(([member, bag]) => [member, new Map(Object.entries(bag))]))
  return spoken(sides('requires', asking), { bags: maps, own: ['app/0', 'app'] }).map(({ wire }) => wire)
}

/** The same of a provider. */
function providerSpeaks(texts: { readonly own?: Texts; readonly partner?: Texts }, asking?: Role): readonly number[] {
  const bags = Object.entries({ db: texts.own ?? {}, 'app/0': texts.partner ?? {} })
  const maps = new Map(bags.map(([member, bag]) => [member, new Map(Object.entries(bag))]))
  return spoken(sides('provides', asking), { bags: maps, own: ['db/0', 'db'] }).map(({ wire }) => wire)
}

describe('who is asked first', () => {
  test('speaks every wire by which it is asked', () => {
    const partner = { 'question-0': 'why', 'question-2': 'when', note: 'x' }
    expect(providerSpeaks({ partner }, 'requires')).toEqual([2, 0])
  })

  test('goes by what is there where nothing tells wires apart: by most keys, of equals the newer', () => {
    expect(providerSpeaks({ partner: { note: 'x' } }, 'requires')).toEqual([2])
  })
})

describe('who asks first', () => {
  test.each([{}, { note: 'x' }, { 'ingress-address': '10.0.0.1' }, { unknown: 'x' }])(
    'asks by every wire while nothing tells which one the partner knows: %o',
    (partner) => {
      expect(requirerSpeaks({ partner, own: { 'question-1': 'why' } }, 'requires')).toEqual([2, 1, 0])
    },
  )

  test.each([
    [{ 'answer-0': 'so' }, [2, 1, 0]],
    [{ 'answer-1': 'so', note: 'x' }, [2, 1]],
    [{ 'answer-2': 'so' }, [2]],
    [{ 'answer-1': 'so', 'answer-0': 'so' }, [2, 1]],
    [{ number: '1' }, [2, 1]],
  ])('goes on to ask by that of the answer and by newer ones: %o', (partner, wires) => {
    expect(requirerSpeaks({ partner }, 'requires')).toEqual(wires)
  })
})

describe('where nobody has to ask first', () => {
  test.each([
    ['most of its keys', { 'answer-0': 'so', note: 'x', 'answer-1': 'so', number: '1' }, [1]],
    ['of equals the newer', { note: 'x' }, [2]],
    ['one that understands the text', { number: '0' }, [0]],
    ['by names where no wire understands any text', { number: 'zero' }, [2]],
  ])('the partner is spoken to by its wire: %s', (_, partner, wires) => {
    expect(requirerSpeaks({ partner, own: { 'question-0': 'why' } })).toEqual(wires)
  })

  test.each([
    ['what it wrote before', { 'answer-1': 'so' }, [1]],
    ['the oldest', {}, [0]],
    ['the oldest where it has but greeted', { number: '2' }, [0]],
  ])('a silent partner is spoken to by %s', (_, own, wires) => {
    expect(providerSpeaks({ own })).toEqual(wires)
  })
})
