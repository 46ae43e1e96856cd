import type { OptionMetadata } from './config.ts'
import type { CharmMetadata, EndpointMetadata, ResourceMetadata, StorageMetadata } from './metadata.ts'
import {
  booleanAt,
  choiceAt,
  countAt,
  entriesAt,
  parseYaml,
  plainAt,
  problemAt,
  textAt,
  type YamlPlace,
} from './yaml-place.ts'

/** The texts of a charm directory's files; those that it does not have are left out. */
export interface CharmFiles {
  readonly 'charmcraft.yaml'?: string
  readonly 'metadata.yaml'?: string
  readonly 'config.yaml'?: string
}

/** The metadata of a charm directory: from `metadata.yaml` and `config.yaml`, or all from `charmcraft.yaml`. */
export function readCharmDirectory(files: CharmFiles): CharmMetadata {
  const metadata = readFile(files, 'metadata.yaml') ?? readFile(files, 'charmcraft.yaml')
  if (metadata === undefined)
    throw problemAt(place('charm directory'), 'has neither metadata.yaml nor charmcraft.yaml: write one of them.')
  const entries = entriesAt(metadata)
  const config = entries.get('config') ?? readFile(files, 'config.yaml')
  const name = entries.get('name')
  const subordinate = entries.get('subordinate')
  return {
    ...(name && { name: textAt(name) }),
    ...(subordinate && { subordinate: booleanAt(subordinate) }),
    provides: declaredAt(entries.get('provides'), endpointAt),
    requires: declaredAt(entries.get('requires'), endpointAt),
    peers: declaredAt(entries.get('peers'), endpointAt),
    storage: declaredAt(entries.get('storage'), storageAt),
    resources: declaredAt(entries.get('resources'), resourceAt),
    config: { options: declaredAt(config && entriesAt(config).get('options'), optionAt) },
  }
}

function readFile(files: CharmFiles, name: keyof CharmFiles): YamlPlace | undefined {
  const text = files[name]
  return text === undefined ? undefined : parseYaml(place(name).file, text)
}

function place(file: string): YamlPlace {
  return { file: { file, code: 'CHARM_DIRECTORY_INVALID' }, path: '', value: undefined }
}

function endpointAt(endpoint: YamlPlace): EndpointMetadata {
  if (typeof endpoint.value === 'string') return { interface: textAt(endpoint) }
  const entries = entriesAt(endpoint)
  const [scope, limit, optional] = [entries.get('scope'), entries.get('limit'), entries.get('optional')]
  return {
    interface: textAt(entryAt(endpoint, 'interface')),
    ...(scope && { scope: choiceAt(scope, ['global', 'container']) }),
    ...(limit && { limit: countAt(limit) }),
    ...(optional && { optional: booleanAt(optional) }),
  }
}

function declaredAt<T>(section: YamlPlace | undefined, read: (place: YamlPlace) => T): Readonly<Record<string, T>> {
  const entries = section === undefined ? [] : [...entriesAt(section)]
  return Object.fromEntries(entries.map(([name, place]) => [name, read(place)]))
}

function storageAt(storage: YamlPlace): StorageMetadata {
  const entries = entriesAt(storage)
  const multiple = entries.get('multiple')
  const range = multiple && entriesAt(multiple).get('range')
  return {
    type: choiceAt(entryAt(storage, 'type'), ['filesystem', 'block']),
    ...(range && { multiple: { range: typeof range.value === 'number' ? String(countAt(range)) : textAt(range) } }),
  }
}

/** Juju takes a resource of no type for a file. */
function resourceAt(resource: YamlPlace): ResourceMetadata {
  const type = entriesAt(resource).get('type')
  return { type: type === undefined ? 'file' : choiceAt(type, ['file', 'oci-image']) }
}

/** An entry that has to be there. */
function entryAt(place: YamlPlace, name: string): YamlPlace {
  return entriesAt(place).get(name) ?? { ...place, path: `${place.path}.${name}`, value: undefined }
}

function optionAt(option: YamlPlace): OptionMetadata {
  const entries = entriesAt(option)
  const value = entries.get('default')
  const plain = value && plainAt(value)
  const description = entries.get('description')
  return {
    type: choiceAt(entryAt(option, 'type'), ['string', 'int', 'float', 'boolean']),
    ...(plain !== undefined && { default: plain }),
    ...(description && { description: textAt(description) }),
  }
}
