/** Ports that a unit opened, for all of its endpoints or for one. */
export interface OpenPort extends PortRange {
  /** Undefined for all. */
  readonly endpoint: string | undefined
}

/** What a hook opens or closes. */
export interface PortChange {
  readonly port: OpenPort
  readonly open: boolean
}

/** `80/tcp`, `8000-8010/udp` or `icmp`. */
export interface PortRange {
  readonly from: number
  readonly to: number
  readonly protocol: string
}

/** As Juju writes it. */
export function showPorts({ from, to, protocol }: PortRange): string {
  if (protocol === 'icmp') return protocol
  return `${from === to ? from : `${from}-${to}`}/${protocol}`
}

/** What is open after the changes, in order. */
export function withPorts(open: readonly OpenPort[], changes: readonly PortChange[]): readonly OpenPort[] {
  if (changes.length === 0) return open
  const after = new Map(open.map((port) => [portKey(port), port]))
  for (const { port, open: wanted } of changes) {
    if (wanted) after.set(portKey(port), port)
    else for (const known of after.values()) if (closes(port, known)) after.delete(portKey(known))
  }
  return [...after.values()].sort(byProtocol)
}

/** The ports among them that overlap without being the same, which no unit can have open. */
export function conflicting(open: readonly OpenPort[], wanted: PortRange): OpenPort | undefined {
  return open.find(
    (port) =>
      port.protocol === wanted.protocol &&
      port.from <= wanted.to &&
      wanted.from <= port.to &&
      (port.from !== wanted.from || port.to !== wanted.to),
  )
}

/** Closing a port for all endpoints closes it for each of them. */
function closes(port: OpenPort, known: OpenPort): boolean {
  return showPorts(port) === showPorts(known) && (port.endpoint === undefined || port.endpoint === known.endpoint)
}

function portKey(port: OpenPort): string {
  return `${showPorts(port)} ${port.endpoint ?? ''}`
}

function byProtocol(one: OpenPort, other: OpenPort): number {
  if (one.protocol !== other.protocol) return one.protocol < other.protocol ? -1 : 1
  if (one.from !== other.from) return one.from - other.from
  return one.to !== other.to ? one.to - other.to : (one.endpoint ?? '') < (other.endpoint ?? '') ? -1 : 1
}
