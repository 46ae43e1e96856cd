import { stringify } from 'yaml'
import { yamlVersion, type Charmcraft } from './charmcraft.ts'
import { textFile, type CharmFile } from './charm-file.ts'
import type { Platform } from './platform.ts'

/** Keys that Juju has in `metadata.yaml` as charmcraft has them. */
const shared = [
  'name',
  'summary',
  'description',
  'assumes',
  'charm-user',
  'containers',
  'devices',
  'extra-bindings',
  'peers',
  'provides',
  'requires',
  'resources',
  'storage',
  'subordinate',
  'terms',
] as const satisfies readonly (keyof Charmcraft)[]

/** The files that Juju reads, for one platform; `started` is a date in ISO 8601 that the manifest bears. */
export function jujuFiles(charmcraft: Charmcraft, platform: Platform, started: string): readonly CharmFile[] {
  const { config, actions } = charmcraft
  return [
    yamlFile('metadata.yaml', metadata(charmcraft)),
    yamlFile('manifest.yaml', manifest(platform, started)),
    ...(isEmpty(config) ? [] : [yamlFile('config.yaml', config)]),
    ...(isEmpty(actions) ? [] : [yamlFile('actions.yaml', actions)]),
  ]
}

function metadata(charmcraft: Charmcraft): object {
  const { title, links } = charmcraft
  const { contact, documentation, ...addresses } = links ?? {}
  const values = Object.fromEntries(shared.map((key) => [key, charmcraft[key]]))
  return withoutNothing({
    ...values,
    'display-name': title,
    docs: documentation,
    maintainers: typeof contact === 'string' ? [contact] : contact,
    ...addresses,
  })
}

/** Without the version of charmcraft, which had no part in it. The analysis is what charmcraft finds of all but Python. */
function manifest({ bases }: Platform, started: string): object {
  return {
    'charmcraft-started-at': started,
    bases,
    analysis: {
      attributes: [
        { name: 'language', result: 'unknown' },
        { name: 'framework', result: 'unknown' },
      ],
    },
  }
}

function withoutNothing(values: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== null))
}

function isEmpty(section: object | null | undefined): boolean {
  return section === null || section === undefined || Object.keys(section).length === 0
}

function yamlFile(path: string, value: unknown): CharmFile {
  return textFile(path, stringify(value, { ...yamlVersion, sortMapEntries: true, lineWidth: 0 }))
}
