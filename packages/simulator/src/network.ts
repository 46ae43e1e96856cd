/** The keys that Juju itself writes into the databag of a unit that enters a relation's scope. */
export function networkKeys(address: string): ReadonlyMap<string, string> {
  return new Map([
    ['egress-subnets', `${address}/32`],
    ['ingress-address', address],
    ['private-address', address],
  ])
}

/** The address of the n-th machine of a network, from 0: loopback, so that real servers can listen on it. */
export function machineAddress(network: number, machine: number): string {
  return `127.${network}.${Math.floor(machine / 254)}.${(machine % 254) + 1}`
}
