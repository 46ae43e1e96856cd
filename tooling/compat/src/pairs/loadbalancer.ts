import { LoadBalancerProvider, LoadBalancerRequirer } from '@interlayer/interface-loadbalancer'
import { defineCharm } from '@interlayer/runtime'
import { config } from '../our-charm.ts'
import type { Pair } from '../pair.ts'

const ports = { 80: 8080, 443: 6443 }

/** loadbalancer with its library for ops. */
export const loadbalancer: Pair = {
  name: 'loadbalancer',
  interface: 'loadbalancer',
  endpoint: 'lb',
  partner: {
    environment: 'loadbalancer-interface',
    package: 'loadbalancer_interface',
    charm: 'loadbalancer.py',
    madeHere: [],
  },
  provider: (end) =>
    defineCharm({ endpoints: { lb: LoadBalancerProvider }, config }).when({ all: [] }, ({ lb }, hook) => {
      for (const { relation, name } of lb.requests())
        lb.answer({ relation, name, address: `lb-${hook.config.edition}.test` })
      end(
        hook,
        lb.requests().map(({ name, protocol, ports, backends }) => [name, protocol, ports, backends]),
      )
    }),
  requirer: (end) =>
    defineCharm({ endpoints: { lb: LoadBalancerRequirer }, config }).when({ all: [] }, ({ lb }, hook) => {
      lb.request({ name: 'api', protocol: 'https', ports })
      const answers = lb.answers()
      end(
        hook,
        answers.map((answer) => [answer.name, answer.state === 'ready' ? answer.address : answer.error]),
      )
    }),
  provided: ({ requirers }) => [['api', 'https', ports, requirers.map((unit) => `<${unit}>`)]],
  required: ({ edition }) => [['api', `lb-${String(edition)}.test`]],
  nothing: [],
  varies: { hex: /\b[0-9a-f]{32}\b/g },
}
