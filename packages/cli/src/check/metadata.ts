import type { CharmCode, CodeEndpoint, ActionSchema } from './charm-code.ts'

/** An endpoint, as `charmcraft.yaml` spells it. */
export interface EndpointMetadata {
  readonly interface: string
  readonly scope?: 'container'
}

/** The metadata that a charm's code wants, section by section; empty ones are left out. */
export function metadataOf({ endpoints, options, actions }: CharmCode, subordinate: boolean): object {
  const sections = (['provides', 'requires', 'peers'] as const).flatMap((role) => {
    const own = [...endpoints].filter(([, { roles }]) => roles[0] === role)
    const entries = own.map(([name, endpoint]) => [name, endpointMetadata(endpoint, subordinate)] as const)
    return entries.length === 0 ? [] : [[role, Object.fromEntries(entries)] as const]
  })
  const config = options === undefined || options.size === 0 ? undefined : { options: Object.fromEntries(options) }
  const declared = [...actions].map(
    ([name, action]) => [name, action === undefined ? {} : actionMetadata(action)] as const,
  )
  return {
    ...Object.fromEntries(sections),
    ...(config !== undefined && { config }),
    ...(declared.length > 0 && { actions: Object.fromEntries(declared) }),
  }
}

/** An interface that leaves the scope open is used in container scope by subordinates. */
export function endpointMetadata({ interface: name, scope }: CodeEndpoint, subordinate: boolean): EndpointMetadata {
  const isContainer = scope === 'container' || (scope === 'either' && subordinate)
  return { interface: name, ...(isContainer && { scope: 'container' }) }
}

/** Parameters that the code does not know are refused by it, so Juju may refuse them before. */
export function actionMetadata({ params, required }: ActionSchema): object {
  return { params, ...(required.length > 0 && { required }), additionalProperties: false }
}
