import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { HookCommand } from '../../src/index.ts'
import { failed, inHook, misused, said, site } from '../support/command-line.ts'

function charmWith(metadata: string): string {
  const directory = mkdtempSync(join(tmpdir(), 'interlayer-payloads-'))
  onTestFinished(() => {
    rmSync(directory, { recursive: true })
  })
  writeFileSync(join(directory, 'metadata.yaml'), metadata)
  return directory
}

test('payloads are registered by the classes of metadata.yaml, at once, and unregistered', async () => {
  const { model, proxy } = await site()
  const directory = charmWith('name: proxy\npayloads:\n  monitoring:\n    type: docker\n')
  const answers: unknown[] = []
  proxy.does(async (unit) => {
    if (unit.context.hook !== 'update-status') return
    const tools = { run: (command: HookCommand) => unit.run({ ...command, directory }) }
    for (const line of [
      'payload-register docker monitoring 0fcgaba blue',
      'payload-status-set monitoring 0fcgaba stopping',
      'payload-register kvm monitoring 1',
      'payload-register docker web 1',
      'payload-register docker monitoring',
      'payload-status-set monitoring 0fcgaba created',
      'payload-status-set monitoring other running',
      'payload-status-set monitoring',
      'payload-unregister monitoring other',
      'payload-unregister monitoring 0fcgaba',
      'payload-unregister monitoring',
    ])
      answers.push(said(tools, line))
  })
  model.trigger('proxy/0', 'update-status')
  await model.settle()
  expect(answers).toEqual([
    '',
    '',
    failed('incorrect type "kvm" for payload "monitoring", expected "docker"'),
    failed('payload "web" not found in metadata.yaml'),
    misused('missing required arguments'),
    failed('status "created" not supported; expected one of ["running", "starting", "stopped", "stopping"]'),
    failed('monitoring/other not found'),
    misused('missing required arguments'),
    '',
    '',
    misused('missing required arguments'),
  ])
  const told = model.trace.flatMap((event) => (event.event === 'payload' ? [[event.payload, event.status]] : []))
  expect(told).toEqual([
    ['monitoring/0fcgaba', 'running'],
    ['monitoring/0fcgaba', 'stopping'],
    ['monitoring/0fcgaba', undefined],
  ])
})

test('metrics are refused but in collect-metrics, where all but the log is', async () => {
  const session = {
    'add-metric': misused('no metrics specified'),
    'add-metric users': misused('expected "key=value", got "users"'),
    'add-metric --labels a=b users=1': failed('cannot record metric: metrics not allowed in this context'),
  }
  const { model, proxy } = await site()
  expect(await inHook({ model, proxy }, session)).toEqual(session)
  const lines = ['add-metric users=1', 'juju-log counted', 'is-leader', 'relation-ids backend', 'state-get']
  const answers: unknown[] = []
  proxy.does(async (tools) => void answers.push(...lines.map((line) => said(tools, line))))
  model.trigger('proxy/0', 'collect-metrics')
  await model.settle()
  const refused = failed('not implemented for restricted context not implemented')
  expect(answers).toEqual(['', '', refused, refused, refused])
})

test('specs of Kubernetes are kept when the hook is committed, as they are written', async () => {
  const { model, proxy } = await site()
  const answers: unknown[] = []
  let fails = true
  proxy.does(async (tools) => {
    if (tools.context.hook !== 'update-status') return
    if (fails) {
      answers.push(said(tools, 'k8s-spec-get'), said(tools, 'pod-spec-set', 'version: 3\n'))
      answers.push(said(tools, 'k8s-raw-set', ''), said(tools, 'k8s-raw-set x', 'raw'), said(tools, 'k8s-spec-get'))
      fails = false
      throw new Error('not yet')
    }
    answers.push(said(tools, 'pod-spec-get'), said(tools, 'k8s-spec-set', 'version: 3\n'))
    answers.push(said(tools, 'k8s-raw-set --file -', 'kind: Pod\n'))
  })
  model.trigger('proxy/0', 'update-status')
  await model.settle()
  expect(answers).toEqual([
    '',
    '',
    failed('no k8s raw spec specified: pipe k8s raw spec to command, or specify a file with --file'),
    misused('unrecognized args: ["x"]'),
    'version: 3\n',
    ...['', '', ''],
  ])
  const session = { 'k8s-spec-get': 'version: 3\n', 'k8s-raw-get': 'kind: Pod\n' }
  expect(await inHook({ model, proxy }, session, 'proxy/1')).toEqual(session)
})

test('a spec is for the leader to set', async () => {
  const { model, proxy } = await site()
  const answers: unknown[] = []
  proxy.does(async (tools) => void answers.push(said(tools, 'k8s-spec-set', 'version: 3\n')))
  model.trigger('proxy/1', 'update-status')
  await model.settle()
  expect(answers).toEqual([failed('this unit is not the leader')])
})
