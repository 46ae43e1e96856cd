import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import type { BundleApplication, CharmMetadata, DirectoryDeployment, LoadedCharm } from '@interlayer/simulator'
import { CliError } from '../errors.ts'
import { storageCount } from './storage-directive.ts'

/** What an application is given beside its charm. */
type Needs = Required<Pick<DirectoryDeployment, 'resources' | 'storage'>>

/** A charm with the resources and storage that the bundle gives it. What it declares and does not get is refused, before anything runs. */
export function withNeeds(
  charm: LoadedCharm,
  application: BundleApplication,
  { metadata, directory }: { readonly metadata: CharmMetadata; readonly directory: string },
): LoadedCharm {
  const needs = { resources: resourcesOf(application, metadata, directory), storage: storageOf(application, metadata) }
  if ('directory' in charm) return { ...charm, ...needs }
  const [name] = [...Object.keys(needs.resources), ...Object.keys(needs.storage).filter((one) => needs.storage[one])]
  if (name === undefined) return charm
  throw wrong(
    application,
    'charm',
    `it runs in this process, which has no "${name}" for it: pack it, and name the .charm`,
  )
}

function resourcesOf(
  application: BundleApplication,
  { resources: declared = {} }: CharmMetadata,
  directory: string,
): Needs['resources'] {
  for (const name of Object.keys(application.resources))
    if (!Object.hasOwn(declared, name)) throw undeclared(application, `resources.${name}`, declared)
  // Images are for containers, which are not there.
  const files = Object.keys(declared).filter((name) => declared[name]?.type === 'file')
  return Object.fromEntries(files.map((name) => [name, fileOf(application, name, directory)]))
}

function fileOf(application: BundleApplication, name: string, directory: string): string {
  const given = application.resources[name]
  const place = `resources.${name}`
  if (typeof given !== 'string')
    throw wrong(
      application,
      place,
      `the charm declares it: write the path of a file, of an empty one where it takes none`,
    )
  const file = resolve(directory, given)
  if (statSync(file, { throwIfNoEntry: false })?.isFile() === true) return file
  throw wrong(application, place, `there is no file ${file}: correct the path`)
}

function storageOf(application: BundleApplication, { storage: declared = {} }: CharmMetadata): Needs['storage'] {
  for (const name of Object.keys(application.storage))
    if (!Object.hasOwn(declared, name)) throw undeclared(application, `storage.${name}`, declared)
  const counts = Object.entries(declared).map(([name, { type, multiple }]) => {
    const count = storageCount(application.storage[name], multiple?.range)
    if (typeof count === 'string') throw wrong(application, `storage.${name}`, count)
    if (type === 'block' && count > 0)
      throw wrong(application, `storage.${name}`, 'it is a block device, and only directories are there: give 0')
    return [name, count] as const
  })
  return Object.fromEntries(counts)
}

function undeclared(application: BundleApplication, place: string, declared: object): CliError {
  const names = Object.keys(declared).join(', ') || 'none'
  return wrong(application, place, `the charm declares no such name, but ${names}`)
}

function wrong({ name }: BundleApplication, place: string, problem: string): CliError {
  return new CliError('INPUT_INVALID', `bundle.yaml, applications.${name}.${place}: ${problem}.`)
}
