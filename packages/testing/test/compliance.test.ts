import { defineInterface, integer, Peer, text, type Contract } from '@interlayer/runtime'
import { side, testInterface } from '../src/index.ts'

const rank = defineInterface({
  name: 'rank',
  wire: 0,
  summary: 'Units of one application tell each other how heavy they are.',
  peers: {
    unit: { weight: integer('Of the unit.') },
    app: { 'heavy-from': integer('Said by the leader.') },
    flags: { ranked: 'Somebody else has a weight.' },
    methods: {
      weigh: { summary: 'Says it.', params: { weight: integer('It.'), label: text('Ignored.', { optional: true }) } },
      heaviest: { summary: 'The heaviest other unit.', returns: 'weight' },
    },
  },
})

class RankPeer extends Peer<typeof rank> implements Contract<typeof rank, 'peers'> {
  static readonly definition: typeof rank = rank

  get ranked(): boolean {
    return this.readyUnits.length > 0
  }

  weigh({ weight }: { readonly weight: number }): void {
    for (const { localUnit, localApp } of this.relations) {
      localUnit.publish({ weight })
      localApp?.publish({ 'heavy-from': 3 })
    }
  }

  heaviest(): number | undefined {
    return this.readyUnits.map(({ data }) => data.weight).toSorted((a, b) => b - a)[0]
  }
}

testInterface({
  sides: [
    side(RankPeer, (endpoint, { unit, edition }) => endpoint.weigh({ weight: edition * Number(unit.split('/')[1]) })),
  ],
  partners: {
    peers: {
      valid: { unit: { weight: '7' }, app: { 'heavy-from': '3' } },
      partial: { unit: {} },
      invalid: { unit: { weight: 'heavy' } },
    },
  },
})
