import { InterlayerError } from './errors.ts'

/** A port as Juju's tools take it: `80/tcp`, `8000-8010/udp`, `icmp`; PORT_INVALID for anything else. */
export function checkedPort(port: string): string {
  const [, first, last = first] = /^([1-9]\d{0,4})(?:-([1-9]\d{0,4}))?(?:\/(?:tcp|udp))?$/.exec(port) ?? []
  if (port === 'icmp' || (Number(first) <= Number(last) && Number(last) <= maxPort)) return port
  throw new InterlayerError('PORT_INVALID', `"${port}" is no port. Give "80/tcp", "8000-8010/udp" or "icmp".`, { port })
}

const maxPort = 65_535
