import type { Scope } from '@interlayer/runtime'
import type { InterfacePackage } from '../interface-package.ts'
import { charmSides } from './sides.ts'

const remarks: Readonly<Record<Scope, string>> = {
  global: '',
  container: '    scope: container\n',
  either: '    scope: container # in a subordinate; global, for units anywhere, where this line is left out\n',
}

/** The lines of a charm's `charmcraft.yaml` that give it an endpoint; the name of the endpoint is the charm's to choose. */
export function metadataBlock(subject: InterfacePackage): string {
  const { interface: name, generations } = subject.contract
  const endpoint = name.replaceAll('_', '-')
  return charmSides(subject)
    .map(({ role, name: side, implicit }) => {
      if (implicit === true) return `The ${side} is Juju itself: no charm declares it.`
      const remark = remarks[role === 'peers' ? 'global' : (generations[0]?.scope ?? 'global')]
      const lines = `${role}:\n  ${endpoint}:\n    interface: ${name}\n${remark}`
      return `In \`charmcraft.yaml\` of the ${side}, under a name of its choice:\n\n\`\`\`yaml\n${lines}\`\`\``
    })
    .join('\n\n')
}
