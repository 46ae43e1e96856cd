/**
 * What every interface layer has to prove, from its definition and its classes, in one call.
 * @packageDocumentation
 */
export type { InterfaceCall } from './interface-call.ts'
export type { Partner, Partners, SidePartners, Texts } from './partner.ts'
export { samplePartners } from './sample-partners.ts'
export { side, type Side, type Turn } from './side.ts'
export { testInterface } from './test-interface.ts'
