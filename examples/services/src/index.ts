import type { Services } from './service.ts'
import { supervisedServices } from './supervised.ts'
import { systemdServices } from './systemd.ts'

export type { Service, Services } from './service.ts'

/** The services of a unit: run by the simulator's supervisor where there is one, else by systemd. */
export function services(unit: string): Services {
  const supervisor = process.env['INTERLAYER_SUPERVISOR']
  return supervisor === undefined ? systemdServices(unit) : supervisedServices(unit, supervisor)
}
