import type { OptionMetadata } from './config.ts'
import type { CharmMetadata, EndpointMetadata } from './metadata.ts'
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
    provides: endpointsAt(entries.get('provides')),
    requires: endpointsAt(entries.get('requires')),
    peers: endpointsAt(entries.get('peers')),
    config: { options: optionsAt(config && entriesAt(config).get('options')) },
  }
}

function readFile(files: CharmFiles, name: keyof CharmFiles): YamlPlace | undefined {
  const text = files[name]
  return text === undefined ? undefined : parseYaml(place(name).file, text)
}

function place(file: string): YamlPlace {
  return { file: { file, code: 'CHARM_DIRECTORY_INVALID' }, path: '', value: undefined }
}

function endpointsAt(section: YamlPlace | undefined): Readonly<Record<string, EndpointMetadata>> {
  const entries = section === undefined ? [] : [...entriesAt(section)]
  return Object.fromEntries(entries.map(([name, endpoint]) => [name, endpointAt(endpoint)]))
}

function endpointAt(endpoint: YamlPlace): EndpointMetadata {
  if (typeof endpoint.value === 'string') return { interface: textAt(endpoint) }
  const entries = entriesAt(endpoint)
  const [scope, limit, optional] = [entries.get('scope'), entries.get('limit'), entries.get('optional')]
  return {
    interface: textAt(
      entries.get('interface') ?? { ...endpoint, path: `${endpoint.path}.interface`, value: undefined },
    ),
    ...(scope && { scope: choiceAt(scope, ['global', 'container']) }),
    ...(limit && { limit: countAt(limit) }),
    ...(optional && { optional: booleanAt(optional) }),
  }
}

function optionsAt(section: YamlPlace | undefined): Readonly<Record<string, OptionMetadata>> {
  const entries = section === undefined ? [] : [...entriesAt(section)]
  return Object.fromEntries(entries.map(([name, option]) => [name, optionAt(option)]))
}

function optionAt(option: YamlPlace): OptionMetadata {
  const entries = entriesAt(option)
  const type = entries.get('type') ?? { ...option, path: `${option.path}.type`, value: undefined }
  const value = entries.get('default')
  const plain = value && plainAt(value)
  const description = entries.get('description')
  return {
    type: choiceAt(type, ['string', 'int', 'float', 'boolean']),
    ...(plain !== undefined && { default: plain }),
    ...(description && { description: textAt(description) }),
  }
}
