import { peerExamples, type PeerTalk } from './peer-examples.ts'
import type { Sketch, SketchFiles, Subject } from './sketch.ts'

/** An interface of the units of one application, to change: each says at which port it listens. */
export function peersSketch(subject: Subject): Sketch {
  const files: SketchFiles = {
    'src/definition.ts': definition(subject),
    sides: [
      {
        path: 'src/peer.ts',
        className: `${subject.prefix}Peer`,
        source: peer(subject),
        exports: [`type ${subject.prefix}Member`],
        act: `(endpoint, { edition }) => endpoint.announce({ port: 8000 + edition })`,
      },
    ],
    ...peerExamples(subject, talk),
    types: types(subject),
  }
  return { ...subject, files, usesValibot: false }
}

function definition({ name, summary, constant }: Subject): string {
  return `import { defineInterface, port } from '@interlayer/runtime'

/** The ${name} interface. */
export const ${constant} = defineInterface({
  name: '${name}',
  wire: 0,
  summary: ${JSON.stringify(summary)},
  peers: {
    unit: { port: port('TCP port of the unit.') },
    flags: { available: 'At least one other unit has said where it listens.' },
    methods: {
      announce: {
        summary: 'Tells all other units where this one listens.',
        params: { port: port('TCP port of the unit.') },
      },
      members: { summary: 'Where the other units listen, by unit.', returns: '[{unit, address?, port}]' },
    },
  },
})
`
}

function peer({ constant, prefix }: Subject): string {
  return `import { Peer, type Contract, type Params } from '@interlayer/runtime'
import { ${constant} } from './definition.ts'

/** Where another unit listens. */
export interface ${prefix}Member {
  readonly unit: string
  /** Undefined while Juju knows no address. */
  readonly address: string | undefined
  readonly port: number
}

/** One unit among those of its application. */
export class ${prefix}Peer extends Peer<typeof ${constant}> implements Contract<typeof ${constant}, 'peers'> {
  static readonly definition: typeof ${constant} = ${constant}

  /** Raised while at least one other unit has said where it listens. */
  get available(): boolean {
    return this.members().length > 0
  }

  /** Tells all other units where this one listens. */
  announce({ port }: Params<typeof ${constant}, 'peers', 'announce'>): void {
    for (const { localUnit } of this.relations) localUnit.publish({ port })
  }

  /** Where the other units listen, by unit. */
  members(): readonly ${prefix}Member[] {
    return this.readyUnits.map(({ unit, data }) => ({ unit: unit.name, address: unit.ingressAddress, port: data.port }))
  }
}
`
}

const talk: PeerTalk = {
  use: `.when('cluster.joined', ({ cluster }) => cluster.announce({ port: 8080 }))
  .when('cluster.available', ({ cluster }, hook) => {
    hook.status('active', cluster.members().map(({ address, port }) => \`\${address}:\${port}\`).join(', '))
  })`,
  both: `console.log(model.status('service/1').message) // => 127.1.0.1:8080`,
}

function types({ prefix }: Subject): string {
  return `const charm = defineCharm({ endpoints: { cluster: ${prefix}Peer } })

test('a port is needed', () => {
  charm.when('cluster.joined', ({ cluster }) => {
    cluster.announce({ port: 80 })
    // @ts-expect-error -- where it listens is all there is to say
    cluster.announce({})
  })
})

test('a member may have no address yet', () => {
  charm.when('cluster.available', ({ cluster }) => {
    expectTypeOf(cluster.members()).items.toHaveProperty('address').toEqualTypeOf<string | undefined>()
  })
})`
}
