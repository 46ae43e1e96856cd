import { once } from 'node:events'
import { createServer } from 'node:net'

/** The networks that runs choose from: 127.1.0.0/16 and on. */
const networks = 200

/**
 * The first loopback network that no other run on this machine has. It is held by a socket in Linux's abstract namespace,
 * which the kernel frees with this process.
 */
export async function claimNetwork(): Promise<number> {
  for (let network = 1; network <= networks; network += 1) {
    if (await claim(network)) return network
  }
  throw new Error(`All ${networks} loopback networks are taken by other runs: end some of them.`)
}

async function claim(network: number): Promise<boolean> {
  const holder = createServer().unref()
  try {
    await once(holder.listen(`\0interlayer-network-${network}`), 'listening')
    return true
  } catch {
    return false
  }
}
