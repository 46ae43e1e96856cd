import type { ConfigChange } from './config.ts'
import type { CharmDeployment, DirectoryDeployment, ProgramDeployment } from './deployment.ts'
import type { Model } from './model.ts'
import { countAt, entriesAt, itemsAt, parseYaml, plainAt, problemAt, textAt, type YamlPlace } from './yaml-place.ts'

/** What a bundle asks for, as far as a model can tell a difference. */
export interface Bundle {
  readonly applications: readonly BundleApplication[]
  /** Pairs of `application` or `application:endpoint`. */
  readonly relations: readonly (readonly [string, string])[]
}

/** One application of a bundle. */
export interface BundleApplication {
  readonly name: string
  /** As the bundle names it: a path, for a local charm. */
  readonly charm: string
  /** Juju deploys none when the bundle says nothing. */
  readonly units: number
  readonly options: ConfigChange
  /** By name: a file, as the bundle names it, or the number of a revision, which only Charmhub has. */
  readonly resources: Readonly<Record<string, string | number>>
  /** By name, Juju's directive: `2`, `ebs,10G,1`. */
  readonly storage: Readonly<Record<string, string>>
}

/** What the name of a charm leads to. */
export type LoadedCharm =
  | Omit<CharmDeployment, 'units' | 'config'>
  | Omit<ProgramDeployment, 'units' | 'config'>
  | Omit<DirectoryDeployment, 'units' | 'config'>

/** Finds a charm by the name that the bundle gives it. */
export type LoadCharm = (charm: string) => LoadedCharm | Promise<LoadedCharm>

// What Juju's bundle format has beside what is read here; none of it makes a difference to a model.
const bundleKeys = ['bundle', 'default-base', 'series', 'machines', 'tags', 'type', 'name', 'title', 'summary']
const storeKeys = ['description', 'docs', 'issues', 'source', 'website', 'variables']
const placementKeys = ['channel', 'revision', 'base', 'series', 'to', 'placement', 'constraints', 'devices']
const exposureKeys = ['annotations', 'bindings', 'expose', 'exposed-endpoints', 'trust', 'plan']

/** Reads the text of a `bundle.yaml`. An error names the path in the file. */
export function readBundle(text: string): Bundle {
  const bundle = parseYaml({ file: 'bundle.yaml', code: 'BUNDLE_INVALID' }, text)
  const entries = entriesAt(bundle)
  checkKeys(entries, ['applications', 'relations', ...bundleKeys, ...storeKeys])
  const applications = entries.get('applications')
  if (applications === undefined) throw problemAt(bundle, 'has no applications: list them under "applications".')
  const deployed = entriesAt(applications)
  return {
    applications: [...deployed].map(([name, place]) => applicationAt(name, place)),
    relations: relationsAt(entries.get('relations'), new Set(deployed.keys())),
  }
}

/** Deploys and relates all that the bundle asks for; the caller knows where its charms are. */
export async function deployBundle(model: Model, text: string, loadCharm: LoadCharm): Promise<Bundle> {
  const bundle = readBundle(text)
  const charms = await Promise.all(bundle.applications.map(async ({ charm }) => loadCharm(charm)))
  for (const [index, { name, units, options }] of bundle.applications.entries()) {
    const charm = charms[index]
    if (charm !== undefined) model.deploy(name, { ...charm, units, config: options })
  }
  for (const [one, other] of bundle.relations) model.relate(one, other)
  return bundle
}

function applicationAt(name: string, place: YamlPlace): BundleApplication {
  const entries = entriesAt(place)
  checkKeys(entries, [
    'charm',
    'num_units',
    'scale',
    'options',
    'resources',
    'storage',
    ...placementKeys,
    ...exposureKeys,
  ])
  const [charm, options] = [entries.get('charm'), entries.get('options')]
  const units = entries.get('num_units') ?? entries.get('scale')
  if (charm === undefined) throw problemAt(place, 'has no charm: name its directory under "charm".')
  return {
    name,
    charm: textAt(charm),
    units: units === undefined ? 0 : countAt(units),
    options: options === undefined ? {} : optionsAt(options),
    resources: mapAt(entries.get('resources'), (place) => {
      return typeof place.value === 'number' ? countAt(place) : textAt(place)
    }),
    storage: mapAt(entries.get('storage'), (place) => {
      return typeof place.value === 'number' ? String(countAt(place)) : textAt(place)
    }),
  }
}

function mapAt<T>(place: YamlPlace | undefined, read: (place: YamlPlace) => T): Readonly<Record<string, T>> {
  return Object.fromEntries([...(place === undefined ? [] : entriesAt(place))].map(([name, at]) => [name, read(at)]))
}

function optionsAt(place: YamlPlace): ConfigChange {
  return Object.fromEntries([...entriesAt(place)].map(([name, value]) => [name, plainAt(value)]))
}

function relationsAt(place: YamlPlace | undefined, applications: ReadonlySet<string>): Bundle['relations'] {
  return (place === undefined ? [] : itemsAt(place)).map((relation) => {
    const [one, other, ...more] = itemsAt(relation)
    if (one === undefined || other === undefined || more.length > 0)
      throw problemAt(relation, 'is not a pair: name two endpoints.')
    return [endAt(one, applications), endAt(other, applications)] as const
  })
}

function endAt(place: YamlPlace, applications: ReadonlySet<string>): string {
  const end = textAt(place)
  const [application = ''] = end.split(':')
  if (applications.has(application)) return end
  throw problemAt(
    place,
    `there is no application "${application}" in this bundle: there are ${[...applications].join(', ')}.`,
  )
}

function checkKeys(entries: ReadonlyMap<string, YamlPlace>, known: readonly string[]): void {
  for (const [key, place] of entries) {
    if (!known.includes(key)) throw problemAt(place, `"${key}" is not read here: use one of ${known.join(', ')}.`)
  }
}
