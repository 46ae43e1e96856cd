import { cp, stat } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import type { DirectoryDeployment } from '@interlayer/simulator'
import { charmDirectory } from './charm-directory.ts'
import type { Pair, Side } from './pair.ts'

const charms = join(import.meta.dirname, '../charms')

/** Where charms in Python find what they share, and the authority of tests. */
const pythonPath = [charms, join(import.meta.dirname, '../../originals/python')].join(delimiter)

/** Where charms are made, and what runs them. */
export interface CharmPlaces {
  readonly folder: string
  /** The Python of the partner. */
  readonly python: string
  /** The module that runs ours. */
  readonly ours: string
}

/** Makes the directory of a charm of ours, and says how it is deployed. */
export async function ourCharm(
  { folder, python, ours }: CharmPlaces,
  pair: Pair,
  side: Side,
): Promise<DirectoryDeployment> {
  const dispatch = `exec '${process.execPath}' '${ours}' '${pair.name}' ${side}`
  const directory = await charmDirectory(folder, pair, { side, dispatch })
  // What makes certificates for both sides is a charm in Python.
  const environment = { ...environmentOf(pair), PYTHON: python, PROGRAM: join(charms, pair.partner.charm) }
  return { directory, environment, report: true }
}

/** The same of a charm in Python; only one that is faulty fails by itself. */
export async function pythonCharm(
  { folder, python }: CharmPlaces,
  pair: Pair,
  { side, faulty }: { readonly side: Side; readonly faulty: boolean },
): Promise<DirectoryDeployment> {
  const source = join(charms, pair.partner.charm)
  const isFolder = (await stat(source)).isDirectory()
  const program = isFolder ? '"$CHARM_DIR/charm.py"' : `'${source}'`
  const dispatch = `${noPython(side)}\n[ ! -e related ] || exec '${python}' -B -W ignore ${program} ${side}`
  const directory = await charmDirectory(folder, pair, { side, dispatch })
  if (isFolder) await cp(source, directory, { recursive: true })
  return { directory, environment: { ...environmentOf(pair), FAULTY: String(faulty) } }
}

/** No Python is started where these charms do nothing: before they are related, at the end, and where another hook follows. */
function noPython(side: Side): string {
  const followed = ['install', 'start', 'stop', 'remove', 'leader-settings-changed', '*-relation-joined']
  // Only providers are configured.
  const hooks = side === 'requirer' ? [...followed, 'config-changed'] : followed
  return `case $JUJU_HOOK_NAME in
  *-relation-created) touch related ;;
  ${hooks.join(' | ')}) exit 0 ;;
esac`
}

function environmentOf({ endpoint }: Pair): Readonly<Record<string, string>> {
  return { ENDPOINT: endpoint, PYTHONHASHSEED: '0', PYTHONPATH: pythonPath }
}
