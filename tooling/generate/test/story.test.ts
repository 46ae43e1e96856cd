import { expect, test } from 'vitest'
import { diagramOf } from '../src/story/diagram.ts'
import { play } from '../src/story/play.ts'
import { subject } from './support/door.ts'

test('a story is a sequence diagram of what two units say to each other, and shows nothing that is secret or sensitive', async () => {
  const diagram = diagramOf(subject, await play(subject.call))
  expect(diagram).toBe(`\
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
