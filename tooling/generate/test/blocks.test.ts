import { expect, test } from 'vitest'
import { fieldsBlock } from '../src/blocks/fields.ts'
import { flagsBlock } from '../src/blocks/flags.ts'
import { metadataBlock } from '../src/blocks/metadata.ts'
import { methodsBlock } from '../src/blocks/methods.ts'
import { questionsBlock } from '../src/blocks/questions.ts'
import { subject } from './support/door.ts'

test('fields stand with their databags, contents of secrets below them, and say what is hidden', () => {
  expect(fieldsBlock(subject.contract)).toBe(`\
| side | databag | key | codec | presence | hidden | meaning |
| --- | --- | --- | --- | --- | --- | --- |
| provider | unit | \`code\` | text | optional | sensitive | Opens it |
| provider | unit | \`size\` | choice (\`small\` or \`large\`) | optional | no | Of the door; read, but not written |
| provider | unit | \`width\` | integer (from 10 to 300) | default \`90\` | no | In cm; read as \`w\` as well |
| provider | app | \`key\` | secret | optional | secret of the application | Opens all of them |
| provider | app | \`key\` › \`teeth\` | text | required | in that secret | Of the key |

Providers of others write these too, and nobody here reads them:

- unit, \`bell\`: Rings

No provider may write \`lock\` again.

As JSON Schema: [\`provides.unit\`](schemas/wire-0/provides.unit.json), [\`provides.app\`](schemas/wire-0/provides.app.json), [\`provides.app.key\`](schemas/wire-0/provides.app.key.json).`)
})

test('flags stand with their older names, methods with what they take and give', () => {
  expect(flagsBlock(subject)).toBe(`\
| side | flag | raised while | formerly |
| --- | --- | --- | --- |
| requirer | \`open\` | Some door is \\| open | \`unlocked\` |

Every endpoint has \`joined\` and \`invalid\` as well.`)
  expect(methodsBlock(subject)).toBe(`\
| side | method | what it does | returns |
| --- | --- | --- | --- |
| provider | \`open({ width })\` | Opens |  |
| requirer | \`widths()\` | Of all doors | \`[cm]\` |

| side | method | parameter | codec | presence | meaning |
| --- | --- | --- | --- | --- | --- |
| provider | \`open\` | \`width\` | integer (from 1) | required | In cm |

In a shell, with the name of the endpoint:

\`\`\`sh
interlayer call ENDPOINT open --width … # provider
interlayer call ENDPOINT widths # requirer
\`\`\``)
})

test('the metadata of a charm has the scope where it is not the usual one', () => {
  expect(metadataBlock(subject)).toContain(`\
requires:
  door-bell:
    interface: door_bell
    scope: container # in a subordinate; global, for units anywhere, where this line is left out
`)
})

test('the six questions are answered from the definition', () => {
  expect(questionsBlock(subject)).toBe(`\
1. **Which units take part?** Provider: every unit writes for itself, the leader writes for the application. Requirer: nobody writes.
2. **What is on the wire?** Provider: \`code\`, \`size\`, \`width\`, \`key\`. Requirer: nothing.
3. **Is it the same for every partner?** Provider: each unit is spoken to by itself. Requirer: each unit is spoken to by itself.
4. **How is it made available?** Provider: by \`open\`. Requirer: it only reads.
5. **Which flags does the provider raise?** \`joined\`, \`invalid\`.
6. **Which flags does the requirer raise?** \`open\`, \`joined\`, \`invalid\`.`)
})
