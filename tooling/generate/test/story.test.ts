import { expect, test } from 'vitest'
import type { Side } from '@interlayer/testing'
import { storyBlock } from '../src/story/diagram.ts'
import { castsOf } from '../src/story/play.ts'
import { subject } from './support/door.ts'

test('a story is a sequence diagram of what two units say to each other, and shows nothing that is secret or sensitive', async () => {
  expect(await storyBlock(subject)).toBe(`\
\`\`\`mermaid
sequenceDiagram
  participant provider_0 as provider/0
  participant requirer_0 as requirer/0
  Note over provider_0,requirer_0: the two are related
  provider_0->>requirer_0: secret:1 added<br/>secret:1 granted to requirer<br/>unit: code = ***<br/>unit: width = 81<br/>app: key = secret:1
  Note over requirer_0: open rises
  Note over provider_0,requirer_0: the charms want something else
  provider_0->>requirer_0: unit: width = 82
  Note over provider_0,requirer_0: the relation is removed
  Note over requirer_0: open falls
  provider_0->>requirer_0: secret:1 removed
\`\`\``)
})

test('of several wires each has its story, in which the newest provider meets who speaks that one', async () => {
  const { contract, call } = subject
  const generations = contract.generations.flatMap((one) => [{ ...one, wire: 1 }, one])
  const [newer = '', older = ''] = (await storyBlock({ ...subject, contract: { ...contract, generations } })).split(
    '**Wire 0**',
  )
  expect(newer).toBe(
    `**Wire 1**\n\nNo two sides of this package speak it with each other: it is for partners from elsewhere.\n\n`,
  )
  expect(older).toContain('provider_0->>requirer_0: unit: width = 82')
  const [provider, requirer] = [call.sides.slice(0, 1), call.sides.slice(1)]
  const [provider1, requirer1] = [provider.map(newerThan), requirer.map(newerThan)]
  expect(castsOf({ sides: [...provider, ...provider1, ...requirer, ...requirer1] })).toEqual([
    { wire: 1, provides: provider1[0], requires: requirer1[0] },
    { wire: 0, provides: provider1[0], requires: requirer[0] },
  ])
})

function newerThan({ side: one, act }: Side): Side {
  class Newer extends one {
    static override readonly definition = { ...one.definition, wire: 1 }
  }
  return { side: Newer, act }
}
