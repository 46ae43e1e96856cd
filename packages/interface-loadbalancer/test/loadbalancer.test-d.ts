import { defineCharm } from '@interlayer/runtime'
import { expectTypeOf, test } from 'vitest'
import {
  LoadBalancerProvider,
  LoadBalancerRequirer,
  type LoadBalancerAnswer,
  type LoadBalancerRequest,
} from '../src/index.ts'

const charm = defineCharm({ endpoints: { balancer: LoadBalancerProvider, lb: LoadBalancerRequirer } })

test('methods take what the definition says, and give what the class says', () => {
  charm.when(['balancer.requested', 'lb.available'], ({ balancer, lb }) => {
    lb.request({ name: 'api', protocol: 'https', ports: { 443: 6443 } })
    lb.request({ name: 'api', protocol: 'tcp', ports: {}, healthChecks: [{ protocol: 'http', port: 80, path: '/' }] })
    // @ts-expect-error -- ports are needed
    lb.request({ name: 'api', protocol: 'https' })
    // @ts-expect-error -- protocols are in lower case
    lb.request({ name: 'api', protocol: 'HTTPS', ports: {} })
    // @ts-expect-error -- wire keys do not leave the interface
    lb.request({ name: 'api', protocol: 'https', ports: {}, tls_key: 'PEM' })
    balancer.answer({ relation: 'balancer:1', name: 'api', address: '10.0.0.9' })
    balancer.refuse({ relation: 'balancer:1', name: 'api', error: 'unsupported', fields: { tlsKey: 'No TLS here.' } })
    // @ts-expect-error -- there is no such part of a request
    balancer.refuse({ relation: 'balancer:1', name: 'api', fields: { tls_key: 'No TLS here.' } })
    // @ts-expect-error -- an answer has an address
    balancer.answer({ relation: 'balancer:1', name: 'api' })
    expectTypeOf(balancer.requests()).toEqualTypeOf<readonly LoadBalancerRequest[]>()
    expectTypeOf(lb.answers()).toEqualTypeOf<readonly LoadBalancerAnswer[]>()
  })
})

test('an address is there only where the answer is ready', () => {
  charm.when('lb.answered', ({ lb }) => {
    for (const answer of lb.answers()) {
      // @ts-expect-error -- it may be refused
      void answer.address
      if (answer.state === 'ready') expectTypeOf(answer.address).toEqualTypeOf<string>()
      else expectTypeOf(answer.error).toEqualTypeOf<'unsupported' | 'provider_error'>()
    }
  })
})

test('a mistyped flag does not compile', () => {
  // @ts-expect-error -- it is answered
  charm.when('lb.answerd', () => {})
  // @ts-expect-error -- that is a flag of the other side
  charm.when('lb.requested', () => {})
})
