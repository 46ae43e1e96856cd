import { chmod, cp, mkdtemp, stat, writeFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import type { DirectoryDeployment } from '@interlayer/simulator'
import type { Pair, Side } from './pair.ts'

/** The folder of the charms. */
export const charms = join(import.meta.dirname, '../charms')

/** Where they find what they share, and the authority of tests. */
export const pythonPath = [charms, join(import.meta.dirname, '../../originals/python')].join(delimiter)

/** No Python is started where these charms do nothing: before they are related, at the end, and where another hook follows. */
const dispatch = `#!/bin/sh
case $JUJU_HOOK_NAME in
  *-relation-created) touch related ;;
  install | start | stop | remove | leader-settings-changed | *-relation-joined) exit 0 ;;
esac
[ ! -e related ] || exec`

/** Where charms are made, and what runs them. */
export interface PythonPlaces {
  readonly folder: string
  readonly python: string
}

/** Makes the directory of a charm in Python, and says how it is deployed. */
export async function pythonCharm(
  { folder, python }: PythonPlaces,
  { interface: name, endpoint, partner }: Pair,
  side: Side,
): Promise<DirectoryDeployment> {
  const directory = await mkdtemp(join(folder, `${side}-`))
  const source = join(charms, partner.charm)
  const isFolder = (await stat(source)).isDirectory()
  if (isFolder) await cp(source, directory, { recursive: true })
  const program = isFolder ? join(directory, 'charm.py') : source
  const role = side === 'provider' ? 'provides' : 'requires'
  const files = {
    'metadata.yaml': `name: ${side}\nsummary: ${side}\ndescription: ${side}\n${role}:\n  ${endpoint}: { interface: ${name} }\n`,
    'config.yaml': 'options:\n  edition: { type: string, default: "1", description: What is given. }\n',
    dispatch: `${dispatch} '${python}' -B -W ignore '${program}' ${side}\n`,
  }
  for (const [path, text] of Object.entries(files)) await writeFile(join(directory, path), text)
  await chmod(join(directory, 'dispatch'), 0o755)
  return { directory, environment: { ENDPOINT: endpoint, PYTHONHASHSEED: '0', PYTHONPATH: pythonPath } }
}
