import { existsSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { parse } from 'yaml'
import { CliError } from '../errors.ts'
import { readTextFile } from '../input/reading.ts'
import { bases } from './bases.ts'
import { oldSection } from './old-bases.ts'

/** A `charmcraft.yaml`, as far as it is checked; sections that Juju reads are passed on as they are. */
export type Charmcraft = WithPlatforms | v.InferOutput<typeof withBases>

/** One that says in the newer way what it is for. */
export type WithPlatforms = v.InferOutput<typeof withPlatforms>

/** charmcraft reads YAML 1.1, in which `yes` is true, and so does Juju. */
export const yamlVersion = { version: '1.1' } as const

const file = 'charmcraft.yaml'

/** What is written from it. charmcraft would take such a file as it is, beside a `charmcraft.yaml` that says something else. */
const madeFiles = ['metadata.yaml', 'config.yaml', 'actions.yaml', 'manifest.yaml', 'dispatch']
const isMade = `is made when the charm is packed. Move what it says into ${file}, and remove it.`

const words = v.pipe(v.string(), v.nonEmpty('is empty: write some words.'))
const section = v.nullish(v.record(v.string(), v.unknown()))
const oneOrMore = v.union([v.string(), v.array(v.string())])
const address = v.pipe(
  v.string(),
  v.url('is no URL: write one with https:// before it.'),
  v.transform((url) => new URL(url).href),
)
const addresses = v.nullish(v.union([address, v.array(address)]))
const ignored = v.optional(v.unknown())

const common = {
  name: v.pipe(
    v.string(),
    v.regex(
      /^(?=.*[a-z])[a-z0-9]+(-[a-z0-9]+)*$/,
      'has other characters than a-z, 0-9 and single hyphens between them.',
    ),
    v.maxLength(40, 'is too long: it may have 40 characters.'),
  ),
  type: v.literal('charm', 'is not "charm", and nothing else can be packed.'),
  title: v.nullish(v.pipe(v.string(), v.minLength(2, 'is too short.'), v.maxLength(40, 'is too long.'))),
  summary: v.pipe(words, v.maxLength(200, 'is too long: it may have 200 characters.')),
  description: words,
  links: v.nullish(
    v.strictObject({
      contact: v.nullish(oneOrMore),
      documentation: v.nullish(address),
      issues: addresses,
      source: addresses,
      website: addresses,
    }),
  ),
  actions: section,
  assumes: v.nullish(v.array(v.unknown())),
  'charm-user': v.nullish(v.picklist(['root', 'sudoer', 'non-root'], 'is neither root, sudoer nor non-root.')),
  config: section,
  containers: section,
  devices: section,
  'extra-bindings': section,
  peers: section,
  provides: section,
  requires: section,
  resources: section,
  storage: section,
  subordinate: v.nullish(v.boolean('is neither true nor false.')),
  terms: v.nullish(v.array(v.string())),
  // What charmcraft alone acts on.
  'adopt-info': ignored,
  analysis: ignored,
  'build-slices': ignored,
  charmhub: ignored,
  'charm-libs': ignored,
  'package-repositories': ignored,
  parts: ignored,
  version: ignored,
}

const withPlatforms = v.strictObject({
  ...common,
  base: v.nullish(v.picklist(bases, `is no base that charmcraft knows: write one of ${bases.join(', ')}.`)),
  'build-base': ignored,
  platforms: v.record(
    v.string(),
    v.nullish(v.strictObject({ 'build-on': v.optional(oneOrMore), 'build-for': v.optional(oneOrMore) })),
  ),
})

const inTheirPlace = v.optional(v.never('does not go with bases: write base and platforms, or bases.'))

const withBases = v.strictObject({
  ...common,
  bases: oldSection,
  ...{ base: inTheirPlace, 'build-base': inTheirPlace, platforms: inTheirPlace },
})

/** Reads the `charmcraft.yaml` of a charm's directory; an error names the key that is wrong. */
export function readCharmcraft(directory: string): Charmcraft {
  const path = join(directory, file)
  const value = parseYaml(readTextFile(path, path, 'name the directory of a charm, in which it is'))
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw invalid(`${file}: found no keys: write name, type and the others.`)
  if ('extensions' in value)
    throw invalid(
      `${file}, extensions: charmcraft alone can add them: write what \`charmcraft expand-extensions\` prints.`,
    )
  for (const made of madeFiles) if (existsSync(join(directory, made))) throw invalid(`${made} ${isMade}`)
  const result = v.safeParse('bases' in value ? withBases : withPlatforms, value)
  if (result.success) return result.output
  throw invalid(result.issues.map(describe).join('\n'))
}

function parseYaml(text: string): unknown {
  try {
    return parse(text, { ...yamlVersion, logLevel: 'error' })
  } catch (cause) {
    throw invalid(`${file}: ${cause instanceof Error ? cause.message : String(cause)}`, cause)
  }
}

function describe(issue: v.BaseIssue<unknown>): string {
  const where = `${file}, ${v.getDotPath(issue) ?? ''}: `
  if (issue.type !== 'strict_object') return `${where}${issue.message}`
  if (issue.expected === 'never') return `${where}is no key of charmcraft: correct or remove it.`
  return issue.received === 'undefined' ? `${where}is missing: write it.` : `${where}${issue.message}`
}

function invalid(message: string, cause?: unknown): CliError {
  return new CliError('INPUT_INVALID', message, { cause })
}
