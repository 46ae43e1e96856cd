import { createHash } from 'node:crypto'
import { Factories } from '@cyclonedx/cyclonedx-library/Contrib/License'
import { ComponentType, HashAlgorithm } from '@cyclonedx/cyclonedx-library/Enums'
import {
  Bom,
  Component,
  ComponentRepository,
  HashDictionary,
  LicenseRepository,
} from '@cyclonedx/cyclonedx-library/Models'
import { JSON as Json, JsonSerializer } from '@cyclonedx/cyclonedx-library/Serialize'
import { Spec1dot6 } from '@cyclonedx/cyclonedx-library/Spec'
import { textFile, type CharmFile } from './charm-file.ts'
import type { NodeRuntime } from './node-runtime.ts'
import type { BundledPackage } from './packages.ts'

/** What a charm is made of. */
export interface Materials {
  /** The name of the charm. */
  readonly name: string
  readonly packages: readonly BundledPackage[]
  readonly node: NodeRuntime | undefined
}

/** A CycloneDX bill of materials: each package with its bundled modules in it, and Node where the charm brings it along. */
export function billOfMaterials({ name, packages, node }: Materials): CharmFile {
  const charm = new Component(ComponentType.Application, name, { bomRef: `charm:${name}` })
  const bom = new Bom()
  bom.metadata.component = charm
  const used = [...packages.map(packageComponent), ...(node === undefined ? [] : [nodeComponent(node)])]
  for (const component of used) {
    bom.components.add(component)
    charm.dependencies.add(component.bomRef)
  }
  const normalizer = new Json.Normalize.Factory(Spec1dot6)
  const text = new JsonSerializer(normalizer).serialize(bom, { sortLists: true, space: 2 })
  return textFile('sbom.cdx.json', `${text}\n`)
}

function packageComponent({ name, version, licence, modules }: BundledPackage): Component {
  // What has no version comes from no registry.
  const purl = version === undefined ? undefined : purlOf(name, version)
  const reference = purl ?? name
  const at = name.lastIndexOf('/')
  return new Component(ComponentType.Library, name.slice(at + 1), {
    bomRef: reference,
    ...(purl !== undefined && { purl }),
    ...(at > 0 && { group: name.slice(0, at) }),
    ...(version !== undefined && { version }),
    licenses: licencesOf(licence),
    components: new ComponentRepository(
      modules.map(({ path, sha256 }) => {
        const hashes = new HashDictionary([[HashAlgorithm['SHA-256'], sha256]])
        return new Component(ComponentType.File, path, { bomRef: `${reference}#${path}`, hashes })
      }),
    ),
  })
}

function nodeComponent({ package: name, version, program }: NodeRuntime): Component {
  const sha256 = createHash('sha256').update(program.content).digest('hex')
  const purl = purlOf(name, version)
  return new Component(ComponentType.Platform, 'node', {
    bomRef: purl,
    purl,
    version,
    licenses: licencesOf('MIT'),
    hashes: new HashDictionary([[HashAlgorithm['SHA-256'], sha256]]),
  })
}

/** https://github.com/package-url/purl-spec: the @ of a scope is escaped. */
function purlOf(name: string, version: string): string {
  const path = name.split('/').map(encodeURIComponent).join('/')
  return `pkg:npm/${path}@${encodeURIComponent(version)}`
}

function licencesOf(licence: string | undefined): LicenseRepository {
  if (licence === undefined) return new LicenseRepository()
  // Every text that looks like an expression is taken for one: packages are checked when they are published.
  return new LicenseRepository([new Factories.LicenseFactory(() => undefined).makeFromString(licence)])
}
