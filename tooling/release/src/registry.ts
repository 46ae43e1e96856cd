import { mkdirSync } from 'node:fs'
import type { Server } from 'node:http'
import { join } from 'node:path'
import { runServer } from 'verdaccio'

/** A registry on this machine that has our packages and no others. */
export interface Registry {
  readonly url: string
  readonly close: () => Promise<void>
}

/** Only who is on this machine can reach it. */
const host = '127.0.0.1'

/** Starts a registry that keeps everything in one folder, at a port that is free. */
export async function startRegistry(folder: string): Promise<Registry> {
  mkdirSync(folder, { recursive: true })
  const create: (configuration: object) => Promise<Server> = runServer
  const server = await create(configuration(folder))
  const port = await new Promise<number>((resolve, reject) => {
    server.once('error', reject).listen(0, host, () => {
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : 0)
    })
  })
  return {
    url: `http://${host}:${port}/`,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}

/** Without uplinks: what is not published here does not exist. */
function configuration(folder: string): object {
  return {
    self_path: folder,
    configPath: join(folder, 'config.yaml'),
    storage: join(folder, 'storage'),
    auth: { htpasswd: { file: join(folder, 'htpasswd'), max_users: -1 } },
    uplinks: {},
    packages: { '@interlayer/*': { access: '$all', publish: '$all' } },
    publish: { allow_offline: true },
    web: { enable: false },
    log: { type: 'file', path: join(folder, 'log'), format: 'json', level: 'http' },
  }
}
