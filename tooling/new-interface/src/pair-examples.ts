import type { SketchFiles, Subject } from './sketch.ts'

/** What charms on the two sides say, without what is the same for every interface. */
export interface PairTalk {
  /** After `defineCharm({ endpoints: { clients: … } })`. */
  readonly provider: string
  /** After `defineCharm({ endpoints: { backend: … } })`. */
  readonly requirer: string
  /** What is printed of the two, related. */
  readonly both: string
  /** The requirer again, for the package comment. */
  readonly index: string
}

/** The examples of an interface with two sides. */
export function pairExamples({ name, prefix }: Subject, talk: PairTalk): Pick<SketchFiles, 'examples' | 'index'> {
  const [provider, requirer] = [`${prefix}Provider`, `${prefix}Requirer`]
  const imported = (className: string): string => `import { ${className} } from '@interlayer/interface-${name}'`
  const charm = (endpoint: string, className: string): string =>
    `defineCharm({ endpoints: { ${endpoint}: ${className} } })`
  return {
    examples: [
      {
        heading: 'Provide it',
        source: `${imported(provider)}
import { defineCharm } from '@interlayer/runtime'

export const service = ${charm('clients', provider)}${talk.provider}`,
      },
      {
        heading: 'Require it',
        source: `${imported(requirer)}

export const client = ${charm('backend', requirer)}${talk.requirer}`,
      },
      {
        heading: 'Both together',
        source: `import { Model } from '@interlayer/simulator'

const model = new Model()
model.deploy('service', { charm: service })
model.deploy('client', { charm: client })
const relation = model.relate('service', 'client')
await model.settle()
${talk.both}`,
      },
    ],
    index: `${imported(requirer)}
import { defineCharm } from '@interlayer/runtime'

export default ${charm('backend', requirer)}
  ${talk.index}`,
  }
}
