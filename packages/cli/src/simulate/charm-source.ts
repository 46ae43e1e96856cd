import { existsSync, statSync } from 'node:fs'
import { extname, join, resolve } from 'node:path'
import type { LoadedCharm } from '@interlayer/simulator'
import { CliError } from '../errors.ts'
import { charmOfModule } from './charm-module.ts'
import { isPacked, runsBy, stage } from './charm-staging.ts'
import type { StagingArea } from './staging-area.ts'
import { unpackCharm } from './packed-charm.ts'

/** How the charms of a bundle are run. */
export interface CharmSettings {
  /** Paths of charms start here. */
  readonly directory: string
  readonly area: StagingArea
  /** Whether charms of this project that have a dispatch are processes too. */
  readonly processes: boolean
  /** Milliseconds that one hook may take. */
  readonly timeout: number
  readonly environment: Readonly<Record<string, string>>
}

/** Finds a charm by what the bundle has for it; `place` is where it has it. */
export async function loadCharm(charm: string, place: string, settings: CharmSettings): Promise<LoadedCharm> {
  const path = pathOf(charm, place, settings.directory)
  const { timeout, environment, area, processes } = settings
  const asProcess = (directory: string): LoadedCharm => ({ directory, timeout, environment, report: true })
  if (extname(path) === '.charm') return asProcess(await unpackCharm(path, area))
  const way = runsBy(path)
  const coded = processes && way === 'dispatch' ? undefined : await charmOfModule(path)
  if (coded !== undefined) return coded
  if (way === undefined)
    throw new CliError(
      'INPUT_INVALID',
      `${place}: ${path} has nothing to run: a charm has dispatch, hooks/, src/charm.py, or a package.json whose module exports a charm.`,
    )
  if (way === 'interlayer.yaml' && !existsSync(join(path, 'node_modules/.bin/interlayer')))
    throw new CliError(
      'INPUT_INVALID',
      `${place}: ${path} has no @interlayer/cli installed: run npm install there, or interlayer pack, and name the .charm.`,
    )
  return asProcess(isPacked(path) ? path : stage(path, way, area))
}

function pathOf(charm: string, place: string, directory: string): string {
  const written = charm.replace(/^local:/, '')
  if (!/^[./]/.test(written) && extname(written) !== '.charm')
    throw new CliError(
      'INPUT_INVALID',
      `${place}: "${charm}" is a charm of Charmhub, which is not asked: write the path of a directory (./…) or of a .charm file, such as juju download gives.`,
    )
  const path = resolve(directory, written)
  const found = statSync(path, { throwIfNoEntry: false })
  if (found === undefined) throw new CliError('INPUT_INVALID', `${place}: there is no ${path}: correct the path.`)
  const fits = extname(path) === '.charm' ? found.isFile() : found.isDirectory()
  if (fits) return path
  throw new CliError('INPUT_INVALID', `${place}: ${path} is no charm: name a directory or a .charm file.`)
}
