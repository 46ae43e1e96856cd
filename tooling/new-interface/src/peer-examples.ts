import type { SketchFiles, Subject } from './sketch.ts'

/** What a charm says among its peers, without what is the same for every interface. */
export interface PeerTalk {
  /** After `defineCharm({ endpoints: { cluster: … } })`. */
  readonly use: string
  /** What is printed of two units. */
  readonly both: string
}

/** The examples of an interface of peers. */
export function peerExamples({ name, prefix }: Subject, talk: PeerTalk): Pick<SketchFiles, 'examples' | 'index'> {
  const imports = `import { ${prefix}Peer } from '@interlayer/interface-${name}'
import { defineCharm } from '@interlayer/runtime'
`
  const use = `export const service = defineCharm({ endpoints: { cluster: ${prefix}Peer } })
  ${talk.use}`
  const together = `import { Model } from '@interlayer/simulator'

const model = new Model()
model.deploy('service', { charm: service, units: 2 })
await model.settle()
${talk.both}`
  return {
    examples: [
      { heading: 'Use it', source: `${imports}\n${use}` },
      { heading: 'Two units of it', source: together },
    ],
    index: `${imports}\n${use.replace('const service =', 'default')}`,
  }
}
