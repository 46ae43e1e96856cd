import { code, phrase, table } from '../table.ts'
import type { InterfacePackage } from '../interface-package.ts'
import { charmSides } from './sides.ts'

/** What each side raises; by the wire of its class, since a charm sees one class. */
export function flagsBlock(subject: InterfacePackage): string {
  const rows = charmSides(subject).flatMap(({ name, flags }) =>
    Object.entries(flags).map(([flag, { description, formerly = [] }]) => [
      name,
      code(flag),
      phrase(description),
      formerly.map(code).join(', '),
    ]),
  )
  const flags = table(['side', 'flag', 'raised while', 'formerly'], rows)
  return `${flags}\n\nEvery endpoint has \`joined\` and \`invalid\` as well.`
}
