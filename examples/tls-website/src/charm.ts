import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { services } from '@interlayer/example-services'
import { TlsCertificatesRequirer, type WantedCertificate } from '@interlayer/interface-tls-certificates'
import { all, defineCharm, not, port, text } from '@interlayer/runtime'
import { forgetKey, isOld, keyIn } from './key.ts'

const server = fileURLToPath(new URL('server.ts', import.meta.url))

/** A website that serves HTTPS, with a key of its own and a certificate from whoever is related as the authority. */
export default defineCharm({
  endpoints: { certificates: TlsCertificatesRequirer },
  config: {
    port: port('TCP port that serves HTTPS.', { default: 8443 }),
    greeting: text('How the page begins.', { default: 'Hello' }),
  },
})
  .when(all('hook:update-status', 'certificates.available'), async ({ certificates }, { unit }) => {
    const found = certificates.certificate(await wanted(unit))
    if (found !== undefined && isOld(found.certificate)) await forgetKey(services(unit).directory)
  })
  .when(['certificates.joined', not('hook:stop')], async ({ certificates }, { unit }) => {
    certificates.request({ requests: [await wanted(unit)] })
  })
  .when('certificates.available', async ({ certificates }, hook) => {
    const { unit, config } = hook
    const workload = services(unit)
    const found = certificates.certificate(await wanted(unit))
    if (found === undefined) return
    const chain = join(workload.directory, 'chain.pem')
    // An authority of before has made the key, too.
    const key = join(workload.directory, found.key === undefined ? 'key.pem' : 'given-key.pem')
    if (found.key !== undefined) await writeFile(key, found.key.reveal(), { mode: 0o600 })
    await writeFile(chain, found.chain.map((pem) => `${pem}\n`).join(''))
    const edition = createHash('sha256').update(found.certificate).digest('hex')
    const page = `${config.greeting} from ${unit}`
    const args = [workload.address, String(config.port), chain, key, page, edition]
    await workload.start('server', { command: [process.execPath, server, ...args], port: config.port })
    hook.status('active', `serves on port ${config.port}`)
  })
  .when(not('certificates.available', 'certificates.refused'), (_, hook) => {
    hook.status('waiting', 'for a certificate: relate an authority')
  })
  .when('certificates.refused', ({ certificates }, hook) => {
    hook.status(
      'blocked',
      `refused: ${certificates
        .refusals()
        .map(({ message }) => message)
        .join(', ')}`,
    )
  })
  .when('hook:stop', async (_, { unit }) => {
    await services(unit).stop('server')
  })

async function wanted(unit: string): Promise<WantedCertificate> {
  const { directory, address } = services(unit)
  const commonName = `${unit.replace('/', '-')}.example`
  const { signingRequest } = await keyIn(directory, commonName, [address])
  return { commonName, sans: [address], signingRequest }
}
