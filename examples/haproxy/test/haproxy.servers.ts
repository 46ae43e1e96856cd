import { request } from 'node:http'
import { text } from 'node:stream/consumers'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { packedCharm } from '@interlayer/example-services/packed'
import website from '@interlayer/example-website'
import type { Model } from '@interlayer/simulator'
import { startSupervisor } from '@interlayer/simulator/supervisor'
import { afterAll, beforeAll, expect, test } from 'vitest'

// These need HAProxy and jq, of the Debian packages of these names.

const directoryOf = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

let supervisor: Awaited<ReturnType<typeof startSupervisor>>
let model: Model

/** HAProxy in bash before a website in TypeScript and one in bash. */
beforeAll(async () => {
  // The charm's own Node is the one on its machine: here this one.
  process.env['PATH'] = `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`
  supervisor = await startSupervisor()
  model = supervisor.model({ seed: 1 })
  const common = { environment: { INTERLAYER_SUPERVISOR: supervisor.socket }, report: true }
  model.deploy('haproxy', { ...common, directory: await packedCharm(directoryOf('..')) })
  model.deploy('shell', { ...common, directory: await packedCharm(directoryOf('../../shell-website')) })
  model.deploy('website', { charm: website, units: 2, config: { port: 8081 } })
  await model.settle()
}, 120_000)
afterAll(async () => {
  model.close()
  await supervisor.close()
})

/** What the proxy answers, asked for an application. */
async function ask(host: string): Promise<string> {
  const address = model.units.find(({ application }) => application === 'haproxy')?.address
  const response = await new Promise<string>((resolve, reject) => {
    request({ host: address, port: 8080, headers: { host }, agent: false }, (answer) => {
      text(answer).then((page) => resolve(`${answer.statusCode} ${page.split('\n')[0] ?? ''}`), reject)
    })
      .on('error', reject)
      .end()
  })
  return response
}

async function answers(host: string, requests: number): Promise<readonly string[]> {
  const found = new Set<string>()
  for (let made = 0; made < requests; made += 1) found.add(await ask(host))
  return [...found].sort()
}

test('alone it is blocked, and answers that there is nothing', async () => {
  expect(model.status('haproxy/0')).toMatchObject({ workload: 'blocked', message: 'relate it to a website' })
  expect(await ask('website')).toMatch(/^503 /)
})

test('it forwards to all units of a website in TypeScript and of one in bash, each by its name', async () => {
  model.relate('haproxy:reverseproxy', 'website')
  model.relate('haproxy:reverseproxy', 'shell')
  await model.settle()
  expect(model.status('haproxy/0')).toMatchObject({
    workload: 'active',
    message: 'forwards to website (2), shell (1)',
  })
  expect(await answers('website.example', 4)).toEqual(['200 Hello from website/0', '200 Hello from website/1'])
  expect(await answers('shell', 2)).toEqual(['200 Hello from shell/0'])
})

test('a unit that leaves is asked no more, and one that comes is', async () => {
  model.removeUnit('website/0')
  model.addUnit('website')
  await model.settle()
  expect(await answers('website', 4)).toEqual(['200 Hello from website/1', '200 Hello from website/2'])
})

test('without websites it is blocked again, and stops with its unit', async () => {
  for (const relation of model.relations) model.removeRelation(relation)
  await model.settle()
  expect(model.status('haproxy/0')).toMatchObject({ workload: 'blocked', message: 'relate it to a website' })
  const asked = ask('website')
  expect(await asked).toMatch(/^503 /)
})
