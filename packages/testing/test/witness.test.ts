import type { HookTools } from '@interlayer/runtime/adapter'
import { expect, test } from 'vitest'
import { Witness } from '../src/life/witness.ts'
import { stillTools } from '../src/scene/still-tools.ts'
import { EchoProvider } from './support/echo.ts'

/** What the witness says of one hook that does something which the runtime would never let an interface do. */
async function saidOf(act: (tools: HookTools) => Promise<void>, leader = true): Promise<readonly string[]> {
  const witness = new Witness()
  await act(witness.over(stillTools({ relations: [{ units: {} }], leader }, 'provides', []), EchoProvider))
  return [...witness.problems].map((problem) => witness.hide(problem))
}

const secret = new Map([['word', 'open sesame']])

test('keys that the side does not declare are seen, and those of older names only when they are deleted', async () => {
  const texts = new Map([
    ['word', 'hello'],
    ['shout', 'HELLO'],
    ['said', ''],
  ])
  expect(await saidOf((tools) => tools.relationSet('endpoint:0', 'unit', texts))).toEqual([
    'own/0 writes "shout" to its unit databag, which its side does not declare: declare it, or do not write it.',
  ])
})

test('a follower that writes for its application is seen', async () => {
  expect(await saidOf((tools) => tools.relationSet('endpoint:0', 'app', new Map()), false)).toEqual([
    'own/0 writes for its application and is not its leader.',
  ])
})

test('a secret that is named before it is granted is seen', async () => {
  const said = await saidOf(async (tools) => {
    const uri = await tools.secretAdd({ owner: 'app', label: 'whisper', content: secret })
    await tools.relationSet('endpoint:0', 'app', new Map([['whisper', uri]]))
  })
  expect(said).toEqual(['own/0 names a secret in "whisper" that it has granted to nobody: grant it first.'])
})

test.each([
  [
    'databag',
    (tools: HookTools) => tools.relationSet('endpoint:0', 'unit', new Map([['word', 'open sesame']])),
    'the unit databag',
  ],
  ['state', (tools: HookTools) => tools.stateSet(new Map([['kept', 'open sesame']])), 'the state'],
  ['status', (tools: HookTools) => tools.statusSet('active', 'say open sesame'), 'the status'],
  ['log', (tools: HookTools) => tools.log('info', ['open sesame']), 'the log'],
])('the content of a secret is seen in the %s', async (_, show, place) => {
  const said = await saidOf(async (tools) => {
    await tools.secretAdd({ owner: 'app', label: 'whisper', content: secret })
    await show(tools)
  })
  expect(said).toEqual([`The content of a secret stands in ${place} of own/0.`])
})

test('who keeps what its partner has shown makes no secret of it, unless it was its own to show', async () => {
  const witness = new Witness()
  const still = stillTools({ relations: [{ units: {} }] }, 'provides', [])
  const toolsOf = (unit: string): HookTools => {
    return witness.over({ ...still, context: { ...still.context, unit } }, EchoProvider)
  }
  for (const unit of ['other/0', 'own/0']) {
    const word = unit === 'own/0' ? 'open sesame' : 'known to\neverybody'
    await toolsOf(unit).relationSet('endpoint:0', 'unit', new Map([['word', JSON.stringify([word])]]))
  }
  const content = new Map([
    ['known', 'known to\neverybody'],
    ['word', 'open sesame'],
  ])
  await toolsOf('own/0').secretAdd({ owner: 'unit', label: 'kept', content })
  await toolsOf('other/0').log('info', ['known to\neverybody'])
  expect([...witness.problems]).toEqual([])
  await toolsOf('other/0').log('info', ['open sesame'])
  expect([...witness.problems]).toEqual(['The content of a secret stands in the log of other/0.'])
})
