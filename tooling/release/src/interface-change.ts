import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { run, type Surroundings } from './command.ts'
import type { ScratchClone } from './scratch-clone.ts'

/** The package that changes between the first release and the second. */
export const changedPackage = '@interlayer/interface-http'
const changedFolder = 'packages/interface-http'

/** What the second release exports and the first does not. */
const exported = 'rehearsed'

/** Changes one interface, and says so in a changeset. */
export async function changeInterface(clone: ScratchClone): Promise<void> {
  appendFileSync(
    join(clone.folder, changedFolder, 'src/index.ts'),
    `\n/** Only in the second release of a rehearsal. */\nexport const ${exported} = true\n`,
  )
  writeFileSync(
    join(clone.folder, '.changeset/rehearsal.md'),
    `---\n'${changedPackage}': patch\n---\n\nIt says that it was rehearsed.\n\nWire: unchanged.\n`,
  )
  await clone.run('git', 'add', '--all')
  await clone.run('git', 'commit', '--quiet', '--message', 'Change an interface')
}

/** The newest entry of its changelog. */
export function changelogEntry({ folder }: ScratchClone): string {
  const text = readFileSync(join(folder, changedFolder, 'CHANGELOG.md'), 'utf8')
  const [, newest = ''] = text.split(/^(?=## )/m)
  return newest.trim()
}

/** Fails where a project has not got the change. */
export async function seeChange(surroundings: Surroundings): Promise<void> {
  const source = `if (!(await import('${changedPackage}')).${exported}) throw new Error('The project still has the first release.')`
  await run({ line: ['node', '--input-type=module', '--eval', source] }, surroundings)
}
