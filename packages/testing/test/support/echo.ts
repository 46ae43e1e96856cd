import { defineInterface, port, Provider, Requirer, secret, text, type Contract } from '@interlayer/runtime'
import type { InterfaceCall } from '../../src/index.ts'
import { side } from '../../src/side.ts'

/** A word in plain text and one in a secret, and who asks for them. */
export const echo = defineInterface({
  name: 'echo',
  wire: 0,
  summary: 'Repeats a word.',
  provides: {
    unit: { word: text('The word.', { aliases: ['said'] }), 'port-number': port('Where.', { optional: true }) },
    app: { whisper: secret('The word that few may hear.', { word: text('It.') }) },
    flags: { asked: 'Somebody listens.' },
    methods: { say: { summary: 'Says it.', params: { word: text('It.') } } },
  },
  requires: {
    unit: { question: text('What is asked.', { optional: true }) },
    flags: { heard: 'Some word was heard.' },
    methods: {
      ask: { summary: 'Asks.', params: { question: text('It.') } },
      words: { summary: 'All words.', returns: '[word]' },
      whispers: { summary: 'All whispers.', returns: '[word]' },
    },
  },
})

export class EchoProvider extends Provider<typeof echo> implements Contract<typeof echo, 'provides'> {
  static readonly definition: typeof echo = echo

  get asked(): boolean {
    return this.joined
  }

  say({ word }: { readonly word: string }): void {
    for (const { localUnit } of this.relations) localUnit.publish({ word })
  }

  whisper(word: string | undefined): void {
    for (const { localApp } of this.relations) localApp?.update({ whisper: word === undefined ? undefined : { word } })
  }
}

export class EchoRequirer extends Requirer<typeof echo> implements Contract<typeof echo, 'requires'> {
  static readonly definition: typeof echo = echo

  get heard(): boolean {
    return this.words().length > 0
  }

  ask({ question }: { readonly question: string }): void {
    for (const { localUnit } of this.relations) localUnit.publish({ question })
  }

  words(): readonly string[] {
    return this.readyUnits.map(({ data }) => data.word)
  }

  whispers(): readonly string[] {
    return this.readyApps.map(({ data }) => data.whisper.reveal().word)
  }
}

/** What is in the secret, by edition. */
export const whispered = ['', 'open sesame one', 'open sesame two'] as const
const uri = 'secret:echo0000000000000000'

/** Sound in every respect. */
export const soundCall: InterfaceCall = {
  sides: [
    side(EchoProvider, (endpoint, { edition }) => {
      endpoint.say({ word: `word ${edition}` })
      endpoint.whisper(whispered[edition] ?? '')
    }),
    side(EchoRequirer, (endpoint) => endpoint.ask({ question: 'What?' })),
  ],
  partners: {
    provides: {
      valid: { unit: { word: 'hello' }, app: { whisper: uri }, secrets: { [uri]: { word: 'hello there' } } },
      partial: { unit: {}, app: { whisper: uri } },
      invalid: { unit: { word: 'hello', 'port-number': 'none' } },
      older: { unit: { said: 'hello' } },
    },
    requires: { valid: { unit: { question: 'What?' } } },
  },
}
