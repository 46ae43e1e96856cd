/**
 * The Juju interface `loadbalancer`: requests for load balancers, and the addresses that answer them.
 *
 * ```ts
 * import { LoadBalancerRequirer } from '@interlayer/interface-loadbalancer'
 * import { defineCharm } from '@interlayer/runtime'
 *
 * export default defineCharm({ endpoints: { lb: LoadBalancerRequirer } })
 *   .when('lb.available', ({ lb }) => lb.request({ name: 'api', protocol: 'https', ports: { 443: 6443 } }))
 *   .when('lb.answered', ({ lb }, hook) => {
 *     for (const answer of lb.answers())
 *       hook.log('info', answer.state === 'ready' ? `${answer.name} is at ${answer.address}` : answer.error)
 *   })
 * ```
 * @packageDocumentation
 */
export { loadbalancer } from './definition.ts'
export { LoadBalancerProvider, type LoadBalancerHealthCheck, type LoadBalancerRequest } from './provider.ts'
export { LoadBalancerRequirer, type LoadBalancerAnswer } from './requirer.ts'
