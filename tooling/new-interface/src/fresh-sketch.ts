import { pairExamples, type PairTalk } from './pair-examples.ts'
import type { Sketch, SketchFiles, Subject } from './sketch.ts'

/** An interface to change: each unit of the provider says at which port it listens. */
export function freshSketch(subject: Subject): Sketch {
  const files: SketchFiles = {
    'src/definition.ts': definition(subject),
    sides: [
      {
        path: 'src/provider.ts',
        className: `${subject.prefix}Provider`,
        source: provider(subject),
        act: `(endpoint, { edition }) => endpoint.provide({ port: 8000 + edition })`,
      },
      {
        path: 'src/requirer.ts',
        className: `${subject.prefix}Requirer`,
        source: requirer(subject),
        exports: [`type ${subject.prefix}Server`],
      },
    ],
    ...pairExamples(subject, talk),
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
  provides: {
    unit: { port: port('TCP port of the service.') },
    flags: { available: 'At least one unit is related, so there is someone to tell.' },
    methods: {
      provide: {
        summary: 'Tells every related unit where this unit listens.',
        params: { port: port('TCP port of the service.') },
      },
    },
  },
  requires: {
    flags: { available: 'At least one unit has said where it listens.' },
    methods: { servers: { summary: 'Where the service listens, by unit.', returns: '[{unit, address?, port}]' } },
  },
})
`
}

function provider({ constant, prefix }: Subject): string {
  return `import { Provider, type Contract, type Params } from '@interlayer/runtime'
import { ${constant} } from './definition.ts'

/** The side of the service. */
export class ${prefix}Provider extends Provider<typeof ${constant}> implements Contract<typeof ${constant}, 'provides'> {
  static readonly definition: typeof ${constant} = ${constant}

  /** Raised while at least one unit is related, so that there is someone to tell. */
  get available(): boolean {
    return this.joined
  }

  /** Tells every related unit where this unit listens. */
  provide({ port }: Params<typeof ${constant}, 'provides', 'provide'>): void {
    for (const { localUnit } of this.relations) localUnit.publish({ port })
  }
}
`
}

function requirer({ constant, prefix }: Subject): string {
  return `import { Requirer, type Contract } from '@interlayer/runtime'
import { ${constant} } from './definition.ts'

/** Where one unit listens. */
export interface ${prefix}Server {
  readonly unit: string
  /** Undefined while Juju knows no address. */
  readonly address: string | undefined
  readonly port: number
}

/** The side of a client. */
export class ${prefix}Requirer extends Requirer<typeof ${constant}> implements Contract<typeof ${constant}, 'requires'> {
  static readonly definition: typeof ${constant} = ${constant}

  /** Raised while at least one unit has said where it listens. */
  get available(): boolean {
    return this.servers().length > 0
  }

  /** Where the service listens, by unit. */
  servers(): readonly ${prefix}Server[] {
    return this.readyUnits.map(({ unit, data }) => ({ unit: unit.name, address: unit.ingressAddress, port: data.port }))
  }
}
`
}

const talk: PairTalk = {
  provider: `.when(
  'clients.available',
  ({ clients }) => clients.provide({ port: 8080 }),
)`,
  requirer: `.when(
  'backend.available',
  ({ backend }, hook) => {
    hook.status('active', backend.servers().map(({ address, port }) => \`\${address}:\${port}\`).join(', '))
  },
)`,
  both: `console.log(model.status('client/0').message) // => 127.1.0.1:8080
console.log(model.databag(relation, 'service/0')?.get('port')) // => 8080`,
  index: `.when('backend.available', ({ backend }, hook) => hook.log('info', JSON.stringify(backend.servers())))`,
}

function types({ prefix }: Subject): string {
  return `const charm = defineCharm({ endpoints: { clients: ${prefix}Provider, backend: ${prefix}Requirer } })

test('a port is needed', () => {
  charm.when('clients.available', ({ clients }) => {
    clients.provide({ port: 80 })
    // @ts-expect-error -- where it listens is all there is to say
    clients.provide({})
  })
})

test('a server may have no address yet', () => {
  charm.when('backend.available', ({ backend }) => {
    expectTypeOf(backend.servers()).items.toHaveProperty('address').toEqualTypeOf<string | undefined>()
  })
})`
}
