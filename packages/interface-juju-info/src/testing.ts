/** Databags of the other side, as Juju writes them. `partial` is a unit whose address is not known yet. */
export const partners = {
  provides: {
    valid: { 'private-address': '10.0.0.7', 'ingress-address': '10.0.0.7', 'egress-subnets': '10.0.0.7/32' },
    partial: {},
  },
} as const
