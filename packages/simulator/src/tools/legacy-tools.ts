import { resolve } from 'node:path'
import { isMap, parseDocument } from 'yaml'
import { setPayload } from '../immediate.ts'
import type { SpecKind } from '../state.ts'
import { checkNoMore } from './arguments.ts'
import { failed, misused } from './failure.ts'
import { readFile } from './file-argument.ts'
import { readPairs, silent, type Printed, type Tool, type ToolCall } from './tool.ts'

const specUsage = '--file <core spec file> [--k8s-resources <k8s spec file>]'
const specGet: Tool = { usage: '[options]', run: (call) => getSpec(call, 'pod') }
const specSet: Tool = {
  usage: specUsage,
  options: { file: { takes: 'value' }, 'k8s-resources': { takes: 'value' } },
  run: (call) => setSpec(call, 'pod'),
}

/** The tools that Juju 4 no longer has: payloads, metrics, and the specs of Kubernetes charms without a sidecar. */
export const legacyTools: Readonly<Record<string, Tool>> = {
  'payload-register': { usage: '<type> <class> <id> [tags...]', run: payloadRegister },
  'payload-unregister': { usage: '<class> <id>', run: payloadUnregister },
  'payload-status-set': { usage: '<class> <id> <status>', run: payloadStatusSet },
  'add-metric': {
    usage: '[options] key1=value1 [key2=value2 ...]',
    options: { labels: { letter: 'l', takes: 'value' } },
    run: addMetric,
  },
  'k8s-spec-set': specSet,
  'pod-spec-set': specSet,
  'k8s-spec-get': specGet,
  'pod-spec-get': specGet,
  'k8s-raw-set': {
    usage: '--file <core spec file>',
    options: { file: { takes: 'value' } },
    run: (call) => setSpec(call, 'raw'),
  },
  'k8s-raw-get': { usage: '[options]', run: (call) => getSpec(call, 'raw') },
}

const statuses = ['running', 'starting', 'stopped', 'stopping']

/** What follows the id are labels, which nobody can read back. */
function payloadRegister(call: ToolCall): Printed {
  const [type, kind = '', id] = call.positionals
  if (type === undefined || id === undefined) misused('missing required arguments')
  const expected = payloadTypes(call).get(kind)
  if (expected === undefined) failed(`payload ${JSON.stringify(kind)} not found in metadata.yaml`)
  if (expected !== type)
    failed(
      `incorrect type ${JSON.stringify(type)} for payload ${JSON.stringify(kind)}, expected ${JSON.stringify(expected)}`,
    )
  setPayload(call.turn, `${kind}/${id}`, 'running')
  return silent
}

function payloadUnregister({ turn, positionals: [kind, id, ...more] }: ToolCall): Printed {
  if (kind === undefined || id === undefined) misused('missing required arguments')
  checkNoMore(more)
  if (turn.unit.payloads.has(`${kind}/${id}`)) setPayload(turn, `${kind}/${id}`, undefined)
  return silent
}

function payloadStatusSet({ turn, positionals: [kind, id, status, ...more] }: ToolCall): Printed {
  if (kind === undefined || id === undefined || status === undefined) misused('missing required arguments')
  checkNoMore(more)
  if (!statuses.includes(status)) {
    const supported = statuses.map((name) => JSON.stringify(name)).join(', ')
    failed(`status ${JSON.stringify(status)} not supported; expected one of [${supported}]`)
  }
  if (!turn.unit.payloads.has(`${kind}/${id}`)) failed(`${kind}/${id} not found`)
  setPayload(turn, `${kind}/${id}`, status)
  return silent
}

/** As Juju does, from the file of that name where the tool is called: `charmcraft.yaml` does not count. */
function payloadTypes(call: ToolCall): ReadonlyMap<string, string> {
  const text = readFile(call, resolve(call.directory, 'metadata.yaml'))
  const payloads: unknown = parseDocument(text).get('payloads')
  const entries = isMap(payloads) ? payloads.items : []
  return new Map(entries.map(({ key, value }) => [String(key), isMap(value) ? String(value.get('type')) : '']))
}

/** Where they go, nobody looks. */
function addMetric({ turn, positionals }: ToolCall): Printed {
  if (positionals.length === 0) misused('no metrics specified')
  readPairs(positionals)
  return turn.hook.name === 'collect-metrics'
    ? silent
    : failed('cannot record metric: metrics not allowed in this context')
}

/** It is kept as it is written when the hook is committed; nothing is made of it. */
function setSpec(call: ToolCall, kind: SpecKind): Printed {
  const { turn, values, positionals } = call
  checkNoMore(positionals)
  const spec = readFile(call, values.get('file')?.text ?? '-')
  const name = kind === 'pod' ? 'k8s spec' : 'k8s raw spec'
  if (spec === '') failed(`no ${name} specified: pipe ${name} to command, or specify a file with --file`)
  const resources = values.get('k8s-resources')?.text ?? ''
  if (!turn.leads()) failed('this unit is not the leader')
  turn.draft.specs.set(kind, spec + (resources === '' ? '' : readFile(call, resources)))
  return silent
}

function getSpec({ turn, positionals }: ToolCall, kind: SpecKind): Printed {
  checkNoMore(positionals)
  return { stdout: turn.draft.specs.get(kind) ?? turn.unit.application.specs.get(kind) ?? '' }
}
