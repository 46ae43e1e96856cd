import { services } from '@interlayer/example-services'
import { TlsCertificatesProvider } from '@interlayer/interface-tls-certificates'
import { all, defineCharm, integer, not, text, type Hook } from '@interlayer/runtime'
import { certificateOf, foundAuthority, issue, problemWith, type Authority } from './authority.ts'
import { findOpenssl } from './openssl.ts'

/** A certificate authority: signs what related applications ask for, with OpenSSL. */
export default defineCharm({
  endpoints: { clients: TlsCertificatesProvider },
  config: {
    name: text('Name of the authority, in every certificate.', { default: 'authority' }),
    days: integer('How many days certificates are good for.', { default: 90, min: 1, max: 3650 }),
    path: text('Directories with OpenSSL, as in PATH.', { default: '/usr/bin:/bin' }),
  },
  flags: { founded: 'The authority has its key and its certificate.' },
})
  .when(all('leader', not('founded')), async (_endpoints, hook) => {
    if (findOpenssl(hook.config.path) === undefined) {
      hook.status('blocked', `install openssl: there is none in ${hook.config.path}`)
      return
    }
    await foundAuthority(authorityOf(hook), hook.config.name)
    hook.set('founded')
  })
  .when(not('leader'), (_endpoints, hook) => {
    hook.status('waiting', 'the leader signs, this unit stands by')
  })
  .when(all('leader', 'founded'), async ({ clients }, hook) => {
    clients.announce({ ca: await certificateOf(authorityOf(hook)) })
    hook.status('active')
  })
  .when(all('leader', 'founded', 'clients.requested'), async ({ clients }, hook) => {
    const ca = await certificateOf(authorityOf(hook))
    for (const request of clients.requests()) {
      const { id, from } = request
      const problem = problemWith(request)
      const issued = problem === undefined ? await issue(authorityOf(hook), request) : undefined
      if (issued === undefined) {
        const message = problem ?? 'OpenSSL does not take the signing request'
        clients.refuse({ id, error: 'other', message })
        hook.log('warning', `${from} asks for a certificate in vain: ${message}`)
      } else {
        clients.issue({ id, ca, ...issued })
        hook.log('info', `${from} has a certificate`)
      }
    }
  })

function authorityOf({ unit, config: { path, days } }: Signing): Authority {
  return { directory: services(unit).directory, path, days }
}

type Signing = Pick<Hook, 'unit'> & { readonly config: { readonly path: string; readonly days: number } }
