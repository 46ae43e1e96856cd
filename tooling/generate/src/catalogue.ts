import { originalsOf } from './blocks/speaks-with.ts'
import { charmSides } from './blocks/sides.ts'
import type { InterfacePackage } from './interface-package.ts'
import { code, phrase, table } from './table.ts'

/** All interfaces that there are packages for. */
export function catalogue(packages: readonly InterfacePackage[]): string {
  const rows = packages.map((one) => {
    const { folder, contract } = one
    const { interface: name, generations } = contract
    const folderName = folder.replace('packages/', '')
    return [
      code(name),
      generations.map(({ wire }) => wire).join(', '),
      charmSides(one)
        .map(({ name: side, implicit }) => (implicit === true ? `${side} (Juju)` : side))
        .join(', '),
      phrase(generations[0]?.summary ?? ''),
      `[@interlayer/${folderName}](${folderName}/README.md)`,
      originalsOf(one).join(', '),
    ]
  })
  return table(['interface', 'wires', 'sides', 'summary', 'package', 'judged by'], rows)
}
