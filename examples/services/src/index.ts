import type { Services } from './service.ts'
import { supervisedServices } from './supervised.ts'
import { systemdServices } from './systemd.ts'

export type { Service, Services } from './service.ts'

/**
 * The services of a unit: run by the simulator's supervisor, or by systemd on the machine of a real unit. Throws where there is
 * neither, so that no simulation ever changes the machine that it runs on.
 */
export function services(unit: string): Services {
  const { INTERLAYER_SUPERVISOR: supervisor, JUJU_CHARM_DIR: directory = '' } = process.env
  if (supervisor !== undefined) return supervisedServices(unit, supervisor)
  if (directory.startsWith('/var/lib/juju/')) return systemdServices(unit)
  throw new Error(`${unit} cannot run anything: start the simulator's supervisor, and make the model by it.`)
}
