import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import type { Stage } from './stage.ts'

/** No unit has this address: what answers here listens on every address, also on those of the units. */
const anywhere = '127.255.255.254'

/** Configures another port wherever something else on this machine has the one that an application is configured to use. */
export async function avoidTakenPorts({ model, report }: Stage): Promise<void> {
  const others = new Map<number, number>()
  for (const { name, config } of model.applications) {
    const port = config.get('port')
    if (typeof port !== 'number') continue
    const other = others.get(port) ?? ((await answers(port)) ? await freePort() : port)
    others.set(port, other)
    if (other === port) continue
    report.line(`Something on this machine has port ${port} on every address: ${name} gets ${other}.`)
    model.configure(name, { port: other })
  }
}

async function answers(port: number): Promise<boolean> {
  const connection = connect(port, anywhere)
  const answered = await once(connection, 'connect').then(
    () => true,
    () => false,
  )
  connection.destroy()
  return answered
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0)
  await once(server, 'listening')
  const address = server.address()
  await once(server.close(), 'close')
  return address !== null && typeof address === 'object' ? address.port : 0
}
