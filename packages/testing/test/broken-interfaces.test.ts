import { text, type EndpointClass } from '@interlayer/runtime'
import { describe, expect, test } from 'vitest'
import { promises } from '../src/promises.ts'
import { side, type InterfaceCall, type Turn } from '../src/index.ts'
import { newestCasts } from '../src/life/cast.ts'
import { lifeOf } from '../src/life/life.ts'
import { difference } from '../src/life/outcome.ts'
import { live, liveQuietly } from '../src/life/run.ts'
import { readSubject } from '../src/subject.ts'
import { echo, EchoProvider, EchoRequirer, soundCall, whispered } from './support/echo.ts'

type Act = (endpoint: never, turn: Turn) => void

/** What the check that keeps a promise says of an interface. */
async function saidOf(call: InterfaceCall, promise: string): Promise<string> {
  const check = Object.entries(promises).find(([name]) => name.includes(promise))?.[1]
  if (check === undefined) throw new Error(`No promise has "${promise}" in it.`)
  return (await check(readSubject(call))).join('\n')
}

/** The sound interface with another side in the place of one of its own. */
function withSide(broken: EndpointClass, act?: Act): InterfaceCall {
  const [provider, requirer] = soundCall.sides
  if (provider === undefined || requirer === undefined) throw new Error('The sound interface lacks a side.')
  const replaced = broken.role === 'provides' ? provider : requirer
  const one = { side: broken, act: act ?? replaced.act }
  return { ...soundCall, sides: broken.role === 'provides' ? [one, requirer] : [provider, one] }
}

/** The sound interface with another field for the word. */
function withWord(word: typeof echo.provides.unit.word): InterfaceCall {
  const definition = { ...echo, provides: { ...echo.provides, unit: { ...echo.provides.unit, word } } }
  class Saying extends EchoProvider {
    static override readonly definition = definition
  }
  class Hearing extends EchoRequirer {
    static override readonly definition = definition
  }
  const [provider, requirer] = soundCall.sides
  return {
    ...soundCall,
    sides: [side(Saying, provider?.act as never), side(Hearing, requirer?.act as never)],
  }
}

test.each(Object.entries(promises))('a sound interface keeps it: %s', async (_, check) => {
  expect(await check(readSubject(soundCall))).toEqual([])
})

describe('a field is caught', () => {
  const word = text('The word.', { aliases: ['said'] })
  test.each([
    ['that throws when it reads', { ...word, decode: refuse }, 'decode throws at'],
    [
      'that reads something else than it wrote',
      { ...word, encode: (value: string) => `${value}!` },
      'reads as another',
    ],
    [
      'that shows what it refuses',
      { ...word, decode: (given: string) => ({ state: 'invalid', problem: `${given} is no word` }) as const },
      'shows the text that it refuses',
      'reads as ready',
    ],
    [
      'whose word is never understood',
      { ...word, decode: () => ({ state: 'unknown' }) as const },
      'no text of it is known that decodes',
    ],
  ])('%s', async (_, field, said, promise = 'fields read') => {
    expect(await saidOf(withWord(field), promise)).toContain(said)
  })
})

function refuse(): never {
  throw new Error('no')
}

describe('a class is caught', () => {
  class Writing extends EchoRequirer {
    override whispers(): readonly string[] {
      this.ask({ question: 'Which?' })
      return super.whispers()
    }
  }
  class Throwing extends EchoRequirer {
    override get heard(): boolean {
      const [unit] = this.readyUnits
      if (unit === undefined) throw new Error('nobody')
      return unit.data.word.length > 0
    }
  }
  let asked = 0
  class Counting extends EchoRequirer {
    override words(): readonly string[] {
      return [String((asked += 1))]
    }
  }
  class Choosy extends EchoProvider {
    override say(): void {
      throw new Error('not today')
    }
  }

  test.each([
    [
      'that writes when it is read',
      withSide(Writing),
      'or calling a method that returns something, writes',
      'flags and reading',
    ],
    [
      'whose getter throws where there is nothing',
      withSide(Throwing),
      'without a relation: the hook fails',
      'flags and reading',
    ],
    ['that answers otherwise each time', withSide(Counting), 'answer otherwise', 'flags and reading'],
    [
      'whose method refuses what is described',
      withSide(Choosy),
      'does not take what is described: not today',
      'methods take',
    ],
  ])('%s', async (_, call, said, promise) => {
    expect(await saidOf(call, promise)).toContain(said)
  })

  test('that keeps things apart from its endpoint', async () => {
    const words = new Map<string, string>()
    class Sharing extends EchoRequirer {
      override words(): readonly string[] {
        for (const word of super.words()) words.set(`${this.unitName} ${String(words.size)}`, word)
        return [...words.keys()].filter((key) => key.startsWith(this.unitName)).map(() => 'a word')
      }
    }
    expect(await saidOf(withSide(Sharing), 'two endpoints')).toContain('when the charm has a second endpoint of it')
  })
})

describe('a package is caught', () => {
  const { provides } = soundCall.partners
  const partners = { ...soundCall.partners, provides: { ...provides, valid: { unit: {} } } }
  const harmless = { ...soundCall.partners, provides: { ...provides, invalid: { unit: { word: 'fine' } } } }
  test.each([
    ['whose valid partner is not whole', { ...soundCall, partners }, 'valid is not whole: other/1 lacks word'],
    ['whose invalid partner is understood', { ...soundCall, partners: harmless }, 'invalid is read without a problem'],
    ['that gives no examples', { ...soundCall, partners: {} }, 'partners.provides.older is missing'],
  ])('%s', async (_, call, said) => {
    expect(await saidOf(call, 'partners')).toContain(said)
  })

  test('that does not understand what an original wrote, or writes other bytes', async () => {
    const fixtures = [new URL('fixtures/', import.meta.url)]
    expect(await saidOf({ ...soundCall, fixtures }, 'originals')).toBe(
      [
        'recorded.json, provides: "port-number" is written in other bytes than the original writes: match them, or list the key in byMeaning.',
        'recorded.json, provides: "port-number" is not understood at step garbled: expected an integer from 1 to 65535.',
      ].join('\n'),
    )
    const byMeaning = await saidOf({ ...soundCall, fixtures, byMeaning: ['port-number'] }, 'originals')
    expect(byMeaning).not.toContain('other bytes')
  })

  test('that names folders without a story of its own', async () => {
    const fixtures = [new URL('../../../tooling/originals/fixtures/ops-lib-mysql/', import.meta.url)]
    expect(await saidOf({ ...soundCall, fixtures }, 'originals')).toContain('No story of echo')
  })

  test('that does not say what older sides do', () => {
    class Newer extends EchoProvider {
      static readonly generations = [EchoProvider] as const
    }
    expect(() => readSubject({ ...soundCall, sides: [side(Newer)] })).toThrow('by side(EchoProvider, …)')
  })
})

test('a side that nobody takes is named', () => {
  expect(() => readSubject({ ...soundCall, sides: [side(EchoRequirer)] })).toThrow(
    'Nobody takes the side provides of echo: give its class, by side(…), too.',
  )
})

test('a secret may go in the second edition, and is not made due then', async () => {
  const act = (endpoint: EchoProvider, { edition }: Turn): void => {
    endpoint.say({ word: `word ${edition}` })
    endpoint.whisper(edition === 1 ? whispered[1] : undefined)
  }
  expect(await saidOf(withSide(EchoProvider, act), 'secrets')).toBe('')
})

describe('secrets are caught', () => {
  test('that never change', async () => {
    const act = (endpoint: EchoProvider): void => endpoint.whisper('always the same')
    expect(await saidOf(withSide(EchoProvider, act), 'secrets')).toContain('nobody is told anything new')
  })

  test('that a side gives up on when they come late', async () => {
    const gaveUp = new Set<string>()
    class Impatient extends EchoRequirer {
      override whispers(): readonly string[] {
        const found = super.whispers()
        const named = this.relations.some(({ remoteApp }) => remoteApp?.raw.has('whisper'))
        if (named && found.length === 0) gaveUp.add(this.unitName)
        return gaveUp.has(this.unitName) ? [] : found
      }
    }
    const said = await saidOf(withSide(Impatient), 'secrets')
    expect(said).toContain('granted late (+) end otherwise')
    for (const content of whispered.slice(1)) expect(said).not.toContain(content)
  })

  test('that a side wears out as they are due, for rotation and as they expire', async () => {
    class Worn extends EchoProvider {
      override say({ word }: { readonly word: string }): void {
        for (const { secrets, localUnit } of this.relations) {
          const uses = Number(secrets.read('own')?.reveal()['uses'] ?? 0)
          if (uses === 0 || secrets.isDue('own')) secrets.keep('own', { uses: String(uses + 1) })
          localUnit.publish({ word: uses > 2 ? 'worn out' : word })
        }
      }
    }
    expect(await saidOf(withSide(Worn), 'secrets')).toContain('rotation and expiry that are due leave another end')
  })

  test('that stand in plain text as well, and the report does not show them either', async () => {
    const act = (endpoint: EchoProvider, { edition }: Turn): void => {
      endpoint.whisper(whispered[edition] ?? '')
      endpoint.say({ word: whispered[edition] ?? '' })
    }
    const said = await saidOf(withSide(EchoProvider, act), 'order of hooks')
    expect(said).toContain('The content of a secret stands in the unit databag of host/0.')
    for (const content of whispered.slice(1)) expect(said).not.toContain(content)
  })
})

/** In what the first life with many units differs from one in which everything is quiet before the next thing happens. */
async function crowdOf(provider: EndpointClass): Promise<readonly string[]> {
  const [cast] = newestCasts(readSubject(withSide(provider)))
  if (cast === undefined) throw new Error('nobody to meet')
  const life = lifeOf(cast, 50)
  const [lived, quiet] = [await live(cast, life), await liveQuietly(cast, life)]
  expect([lived.problems, quiet.problems]).toEqual([[], []])
  return difference(lived.outcome ?? [], quiet.outcome ?? [])
}
const otherWord = expect.stringMatching(/^\+ relation 0: host\/11 has word=.*guest\/11/) as string

describe('behaviour is caught', () => {
  const lives = (broken: EndpointClass, act?: Act): Promise<string> => saidOf(withSide(broken, act), 'order of hooks')

  test('that never corrects itself, with the seed and a life made short', async () => {
    class Stubborn extends EchoProvider {
      override say({ word }: { readonly word: string }): void {
        for (const { localUnit } of this.relations)
          if (localUnit.written.word === undefined) localUnit.publish({ word })
      }
    }
    const said = await lives(Stubborn)
    expect(said).toMatch(/INTERLAYER_SEED=\d+:\nIt ends otherwise/)
    expect(said).toContain('Shortest life found: 1 and 1 units; after 0 hooks want something else.')
    expect(said).toContain('- relation 0: host/0 has word=word 1')
    expect(said).toContain('+ relation 0: host/0 has word=word 2')
  })

  test('that writes a key that nobody declared', async () => {
    const act = (endpoint: EchoProvider): void => {
      const { relations } = endpoint as unknown as { relations: { localUnit: { update: (data: object) => void } }[] }
      for (const { localUnit } of relations) localUnit.update({ shout: 'HELLO' })
    }
    expect(await lives(EchoProvider, act)).toContain('Cannot write "shout": this side does not write it.')
  })

  test('that writes something else in each hook', async () => {
    let count = 0
    const act = (endpoint: EchoProvider): void => endpoint.say({ word: String(count++) })
    expect(await lives(EchoProvider, act)).toContain('writes "word" again in a hook that changed nothing')
  })

  test('that answers answers without end', async () => {
    class Parrot extends EchoProvider {
      override say(): void {
        const [heard] = this.readyUnits
        super.say({ word: `${heard?.data.question ?? ''}!` })
      }
    }
    class Echoing extends EchoRequirer {
      override ask(): void {
        super.ask({ question: this.words()[0] ?? 'What?' })
      }
    }
    const call = withSide(Parrot)
    const sides = [...call.sides.slice(0, 1), side(Echoing, (endpoint) => endpoint.ask())]
    expect(await saidOf({ ...call, sides }, 'order of hooks')).toContain('It does not come to an end: ')
  })

  test('that takes a unit for another whose name begins with its own', async () => {
    class Careless extends EchoProvider {
      override say(): void {
        for (const { localUnit, units } of this.relations) {
          const here = units.map(({ name }) => name)
          const before = (localUnit.written.word ?? '').split(' ').filter((name) => name !== '')
          const gone = before.filter((name) => !here.some((one) => name.endsWith(one)))
          const left = before.filter((name) => !gone.includes(name))
          const kept = left.map((name) => (gone.some((one) => name.startsWith(one)) ? `not:${name}` : name))
          const met = here.filter((name) => !left.some((one) => one.endsWith(name)))
          if (here.length > 0) localUnit.publish({ word: [...kept, ...met].toSorted().join(' ') })
        }
      }
    }
    expect([await crowdOf(EchoProvider), await crowdOf(Careless)]).toEqual([[], expect.arrayContaining([otherWord])])
  })

  test('that means something else when it is said twice', async () => {
    class Emphatic extends EchoProvider {
      #times = 0

      override say({ word }: { readonly word: string }): void {
        super.say({ word: this.#times++ === 0 ? word : `${word}!` })
      }
    }
    expect(await lives(Emphatic)).toContain('each hook says everything twice')
  })
})
