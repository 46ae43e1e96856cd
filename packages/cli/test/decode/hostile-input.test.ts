import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { relationsIn } from '../support/decoded.ts'
import { interlayer } from '../support/interlayer.ts'

const directory = import.meta.dirname
const unit = (relation: string): string =>
  `app/0:\n  relation-info:\n  - endpoint: website\n    related-endpoint: proxy\n${relation}`

/** Each list has nine times what the one before it has. */
const multiplied = (names: readonly string[]): string =>
  names
    .map(
      (name, index) =>
        `${name}: &${name} [${Array(9)
          .fill(`*${names[index - 1] ?? ''}`)
          .join(', ')}]`,
    )
    .join('\n')
    .replace(/\*(?=[,\]])/g, 'x')

const refused: readonly (readonly [what: string, input: string, message: string])[] = [
  ['nothing', ' \n', 'Standard input is empty: pipe what is to be read into the command, or name a file.'],
  ['a NUL', 'app/0:\n  charm: "a\0b"\n', 'Standard input has a NUL in line 2: it is no text.'],
  ['JSON that ends early', '{"app/0": {', 'Standard input begins like JSON and is none: give it whole and unchanged.'],
  [
    'broken YAML',
    'app/0: [',
    'Standard input is neither JSON nor YAML (BAD_INDENT in line 1): give it whole and unchanged.',
  ],
  [
    'deep YAML',
    '- '.repeat(50_000),
    'Standard input is neither JSON nor YAML (RESOURCE_EXHAUSTION in line 1): give it whole and unchanged.',
  ],
  ['deep JSON', '['.repeat(50_000) + ']'.repeat(50_000), 'Standard input: found a list, where a mapping was expected.'],
  [
    'aliases that multiply',
    multiplied(['a', 'b', 'c', 'd', 'e']),
    'Standard input cannot be read as YAML: give it whole and unchanged.',
  ],
  [
    'what Juju does not print',
    '{"name": "x"}',
    'Standard input, name: found a mapping, where what `juju show-unit` prints, by units such as mysql/0, was expected.',
  ],
  [
    'no unit at all',
    '{}',
    'Standard input: found a mapping, where what `juju show-unit` prints, by units such as mysql/0, was expected.',
  ],
  [
    'a list of data',
    unit('    related-units:\n      proxy/0: {in-scope: true, data: [hunter2]}\n'),
    'Standard input, app/0.relation-info[0].related-units.proxy/0.data: found a list, where a mapping was expected.',
  ],
  [
    'values that are no text',
    '{"app/0": {"relation-info": [{"endpoint": "a", "related-endpoint": "b", "application-data": {"port": 80}}]}}',
    'Standard input, app/0.relation-info[0].application-data.port: found a number, where a text was expected.',
  ],
  [
    'a relation without an endpoint',
    'app/0:\n  relation-info:\n  - related-endpoint: x\n',
    'Standard input, app/0.relation-info[0].endpoint: found nothing, where a text was expected.',
  ],
]

test.each(refused)('%s is refused as input', async (_what, input, message) => {
  const { status, out, err } = await interlayer(['decode'], { input, directory })
  expect({ status, out, err }).toEqual({ status: 65, out: '', err: `INPUT_INVALID: ${message}\n` })
})

test('bytes that are no UTF-8 are refused, and so are too many', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'decode-'))
  onTestFinished(() => {
    rmSync(folder, { recursive: true })
  })
  writeFileSync(join(folder, 'shown.yaml'), Uint8Array.from([0x61, 0xff, 0xfe]))
  const { status, err } = await interlayer(['decode', 'shown.yaml'], { directory: folder })
  expect([status, err]).toEqual([65, 'INPUT_INVALID: shown.yaml is not UTF-8: give text.\n'])
  const endless = await interlayer(['decode', '/dev/zero'])
  expect([endless.status, endless.err]).toEqual([
    65,
    'INPUT_INVALID: /dev/zero has more than 67108864 bytes: give less.\n',
  ])
})

test('a file that is not there is named', async () => {
  const { status, err } = await interlayer(['decode', 'nowhere.yaml'], { directory })
  expect([status, err]).toEqual([66, 'FILE_UNREADABLE: nowhere.yaml cannot be read (ENOENT): name a file that can.\n'])
})

test('names of JavaScript’s prototypes are keys like any other', async () => {
  const data = '{__proto__: a, constructor: b, toString: c, hasOwnProperty: d}'
  const input = unit(`    related-units:\n      proxy/0: {in-scope: true, data: ${data}}\n`)
  const { status, out } = await interlayer(['decode', '--json', '--interface', 'website=http:requires'], {
    input,
    directory,
  })
  expect(status).toBe(1)
  expect(relationsIn(out)[0]?.databags[0]?.keys.slice(-4)).toEqual(
    ['__proto__', 'constructor', 'toString', 'hasOwnProperty'].map((key) => ({ key, state: 'unknown', hidden: 1 })),
  )
})

test('what others wrote cannot move the cursor or turn the text', async () => {
  const data = JSON.stringify({ port: '80', hostname: '\u001B[2J\u202Eevil\n\u0007', '\u001B]0;x': 'y' })
  const { out } = await interlayer(
    ['decode', '--interface', 'http', '--side', 'provides', '--bag', 'unit', '--reveal'],
    { input: data, directory },
  )
  expect([...out].filter((character) => character !== '\n' && /[\p{Cc}\p{Cf}]/u.test(character))).toEqual([])
  expect(out).toContain('\\u{1b}[2J\\u{202e}evil\\n\\u{7}')
})

const misused: readonly (readonly [args: readonly string[], message: string])[] = [
  [['--side', 'provides'], 'One databag is told by --interface, --side and --bag: give all three, each once.'],
  [
    ['--interface', 'http'],
    '--interface http does not name an endpoint and its interface: write it like website=http, website=@interlayer/interface-http or website=http:provides.',
  ],
  [['--interface', 'web=http'], 'No unit has a relation on the endpoint "web". There are: website.'],
  [
    ['--charm', '../../../../examples/blog'],
    'No unit runs the charm "blog" of ../../../../examples/blog. There are: none.',
  ],
]

test.each(misused)('%j is called wrongly', async (args, message) => {
  const { status, err } = await interlayer(['decode', ...args], { input: unit(''), directory })
  expect([status, err]).toEqual([64, `USAGE: ${message}\n`])
})

test('a side that the interface does not have is refused', async () => {
  const args = ['decode', '--side', 'peers', '--bag', 'unit', '--interface', 'http']
  const { status, err } = await interlayer(args, { input: '{}', directory })
  expect([status, err]).toEqual([64, 'USAGE: http has no side that peers: give --side another value.\n'])
})

test.each([
  { args: ['--interface', 'ingress', '--side', 'provides', '--bag', 'app'], input: '{}' },
  { args: ['--interface', 'website=ingress'], input: unit('') },
])('an interface that is not installed is named with those that are: $args', async ({ args, input }) => {
  const { status, err } = await interlayer(['decode', ...args], { input, directory })
  expect([status, err]).toEqual([
    69,
    'INTERFACE_UNKNOWN: No package of ingress is installed here. There are: http, juju-info, mysql, mysql_client, tls-certificates.\n',
  ])
})

test('a databag may have more keys than a function takes arguments', async () => {
  const input = JSON.stringify(Object.fromEntries(Array.from({ length: 150_000 }, (_, index) => [`key-${index}`, 'x'])))
  const args = ['decode', '--interface', 'http', '--side', 'provides', '--bag', 'unit']
  const { status, out, err } = await interlayer(args, { input, directory })
  expect([status, err, out.split('\n').length > 150_000]).toEqual([1, '', true])
})
