import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { Model, type Program } from '@interlayer/simulator'
import { expect, onTestFinished, test } from 'vitest'
import { avoidTakenPorts } from '../src/ports.ts'
import type { Report } from '../src/report.ts'

const program: Program = async () => ({ ran: [], flags: [], steps: [] })
const nothing = (): void => {}

test('applications whose port is taken on every address get another one, and the same where it was the same', async () => {
  const server = createServer().listen(0)
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  const { port: taken } = server.address() as AddressInfo
  const model = new Model()
  const deploy = (name: string, port: number): void => {
    model.deploy(name, { program, metadata: { config: { options: { port: { type: 'int', default: port } } } } })
  }
  deploy('proxy', taken)
  deploy('website', taken)
  deploy('other', 1)
  model.deploy('none', { program })
  const lines: string[] = []
  const report: Report = {
    event: nothing,
    heading: nothing,
    line: (text) => void lines.push(text),
    progress: nothing,
    flush: nothing,
  }
  await avoidTakenPorts({ model, report })
  const [proxy, website, other, none] = model.applications.map(({ config }) => config.get('port'))
  expect([website, other, none]).toEqual([proxy, 1, undefined])
  expect(proxy).not.toBe(taken)
  expect(lines).toHaveLength(2)
})
