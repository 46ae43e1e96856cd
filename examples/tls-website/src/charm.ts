import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { services } from '@interlayer/example-services'
import { TlsCertificatesRequirer, type WantedCertificate } from '@interlayer/interface-tls-certificates'
import { all, any, defineCharm, not, port, text } from '@interlayer/runtime'
import { newKey, newRequest } from './key.ts'

const server = fileURLToPath(new URL('server.ts', import.meta.url))

/** A website that serves HTTPS, with a key of its own and a certificate from whoever is related as the authority. */
export default defineCharm({
  endpoints: { certificates: TlsCertificatesRequirer },
  config: {
    port: port('TCP port that serves HTTPS.', { default: 8443 }),
    greeting: text('How the page begins.', { default: 'Hello' }),
  },
  memory: { request: text('The signing request, PEM.', { optional: true }) },
  flags: { requested: 'The unit has its key, and a signing request by it.' },
})
  .when(
    all('certificates.joined', not('hook:stop'), any(not('requested'), 'certificates.expiring')),
    async (_, hook) => {
      const { unit, memory, unitSecrets } = hook
      const { directory, address } = services(unit)
      const key = (await unitSecrets.read('private-key'))?.reveal()['key'] ?? (await newKey())
      unitSecrets.keep('private-key', { key })
      memory.publish({ request: await newRequest(await writeKey(directory, key), nameOf(unit), [address]) })
      hook.set('requested')
    },
  )
  .when(all('certificates.joined', 'requested', not('hook:stop')), ({ certificates }, { unit, memory }) => {
    certificates.request({ requests: [wanted(unit, memory.written.request)] })
  })
  .when(all('certificates.available', 'requested'), async ({ certificates }, hook) => {
    const { unit, config, memory, unitSecrets } = hook
    const workload = services(unit)
    const found = certificates.certificate(wanted(unit, memory.written.request))
    const own = (await unitSecrets.read('private-key'))?.reveal()['key']
    // An authority of before has made the key, too.
    const key = found?.key?.reveal() ?? own
    if (found === undefined || key === undefined) return
    const chainFile = join(workload.directory, 'chain.pem')
    const keyFile = await writeKey(workload.directory, key)
    await writeFile(chainFile, found.chain.map((pem) => `${pem}\n`).join(''))
    const edition = createHash('sha256').update(found.certificate).digest('hex')
    const page = `${config.greeting} from ${unit}`
    const args = [workload.address, String(config.port), chainFile, keyFile, page, edition]
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
  .when('certificates.broken', (_, hook) => {
    hook.unitSecrets.drop('private-key')
    hook.memory.clear()
    hook.clear('requested')
  })
  .when('hook:stop', async (_, { unit }) => {
    await services(unit).stop('server')
  })

/** The file with the key, for OpenSSL and the server; nobody else reads it. */
async function writeKey(directory: string, key: string): Promise<string> {
  const file = join(directory, 'key.pem')
  await writeFile(file, `${key}\n`, { mode: 0o600 })
  return file
}

function wanted(unit: string, signingRequest: string | undefined): WantedCertificate {
  return { commonName: nameOf(unit), sans: [services(unit).address], ...(signingRequest && { signingRequest }) }
}

function nameOf(unit: string): string {
  return `${unit.replace('/', '-')}.example`
}
