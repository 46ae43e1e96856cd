import { pairExamples, type PairTalk } from './pair-examples.ts'
import { peerExamples, type PeerTalk } from './peer-examples.ts'
import type { SideSketch, Sketch, SketchFiles, Subject } from './sketch.ts'

/** An interface whose fields are known already; flags and methods are for its author. */
export function importedSketch(given: Subject, source: string, peers = false): Sketch {
  const constant = /^export const (\w+) = defineInterface/m.exec(source)?.[1] ?? given.constant
  const subject = { ...given, constant }
  const side = (base: string, role: string): SideSketch => ({
    path: `src/${base.toLowerCase()}.ts`,
    className: `${subject.prefix}${base}`,
    source: sideClass(subject, base, role),
  })
  const files: SketchFiles = {
    'src/definition.ts': source,
    sides: peers ? [side('Peer', 'peers')] : [side('Provider', 'provides'), side('Requirer', 'requires')],
    ...(peers ? peerExamples(subject, peerTalk) : pairExamples(subject, pairTalk)),
    types: types(
      subject,
      peers
        ? [['cluster', 'Peer']]
        : [
            ['clients', 'Provider'],
            ['backend', 'Requirer'],
          ],
    ),
  }
  return { ...subject, files, usesValibot: source.includes("from 'valibot'") }
}

function sideClass({ constant, prefix }: Subject, base: string, role: string): string {
  return `import { ${base}, type Contract } from '@interlayer/runtime'
import { ${constant} } from './definition.ts'

/** ${base === 'Peer' ? 'One unit among those of its application' : `The side that ${role}`}. */
export class ${prefix}${base} extends ${base}<typeof ${constant}> implements Contract<typeof ${constant}, '${role}'> {
  static readonly definition: typeof ${constant} = ${constant}
}
`
}

const pairTalk: PairTalk = {
  provider: `.when(
  'clients.joined',
  (_, hook) => hook.status('active', 'somebody is related'),
)`,
  requirer: `.when(
  'backend.joined',
  (_, hook) => hook.status('active', 'somebody is related'),
)`,
  both: `console.log(model.status('client/0').message) // => somebody is related
console.log(model.databag(relation, 'service/0')?.get('private-address')) // => 127.1.0.1`,
  index: `.when('backend.joined', (_, hook) => hook.log('info', 'somebody is related'))`,
}

const peerTalk: PeerTalk = {
  use: `.when('cluster.joined', (_, hook) => hook.status('active', 'another unit is there'))`,
  both: `console.log(model.status('service/1').message) // => another unit is there`,
}

type Endpoint = readonly [name: string, base: string]

function types({ prefix }: Subject, endpoints: readonly [Endpoint, ...Endpoint[]]): string {
  const classes = endpoints.map(([name, base]) => `${name}: ${prefix}${base}`)
  const [[endpoint]] = endpoints
  return `test('a mistyped flag does not compile', () => {
  const charm = defineCharm({ endpoints: { ${classes.join(', ')} } })
  charm.when('${endpoint}.joined', () => {})
  // @ts-expect-error -- it is joined
  charm.when('${endpoint}.joint', () => {})
  expectTypeOf(charm).toBeObject()
})`
}
