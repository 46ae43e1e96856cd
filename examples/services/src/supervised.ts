import { readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import type { Services } from './service.ts'

/** The services of a unit under the simulator's supervisor, which listens on a unix socket. */
export function supervisedServices(unit: string, supervisor: string): Services {
  const home = join(dirname(supervisor), unit.replace('/', '-'))
  const ask = (request: object): Promise<void> => send(supervisor, { unit, ...request })
  return {
    address: readFileSync(join(home, 'address'), 'utf8'),
    directory: join(home, 'files'),
    start: (name, service) => ask({ action: 'start', name, service }),
    reload: (name) => ask({ action: 'reload', name }),
    stop: (name) => ask({ action: 'stop', name }),
  }
}

/** One line of JSON there, and one back when it is done. */
async function send(supervisor: string, request: object): Promise<void> {
  const connection = connect(supervisor)
  connection.end(`${JSON.stringify(request)}\n`)
  const answer = await text(connection)
  if (answer === '') throw new Error('The supervisor of the simulation is gone: its run has ended.')
  // eslint-disable-next-line @typescript-eslint/no-unsafe-assignment -- the supervisor writes nothing else
  const { problem }: { readonly problem?: string } = JSON.parse(answer)
  if (problem !== undefined) throw new Error(problem)
}
