/** The other side, as Juju writes it. `partial` is a unit whose address is not known yet. */
export const partners = {
  provides: {
    valid: {
      unit: { 'private-address': '10.0.0.7', 'ingress-address': '10.0.0.7', 'egress-subnets': '10.0.0.7/32' },
    },
    partial: { unit: {} },
  },
} as const
