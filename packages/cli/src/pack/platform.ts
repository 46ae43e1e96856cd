import { CliError } from '../errors.ts'
import { bases, targets, type Architecture, type Base } from './bases.ts'
import type { Charmcraft, WithPlatforms } from './charmcraft.ts'
import { oldPlatformName } from './old-bases.ts'

/** charmcraft takes these for something else. */
const reservedNames = ['any', '*']

/** What one `.charm` is for. */
export interface Platform {
  /** Its key in `platforms`, or what charmcraft calls an entry of `bases`. */
  readonly name: string
  readonly bases: readonly Base[]
}

/** All platforms of a charm, or those that are named. */
export function platformsOf(charmcraft: Charmcraft, wanted: readonly string[] = []): readonly Platform[] {
  const all = 'bases' in charmcraft ? oldPlatforms(charmcraft.bases) : namedPlatforms(charmcraft)
  const names = [...all.keys()]
  const unknown = wanted.find((name) => !all.has(name))
  if (unknown !== undefined)
    throw new CliError('USAGE', `charmcraft.yaml has no platform "${unknown}": there are ${names.join(', ')}.`)
  return [...all].flatMap(([name, basesOf]) => {
    return wanted.length === 0 || wanted.includes(name) ? [{ name, bases: basesOf() }] : []
  })
}

/** The one architecture of a platform, for what fits no other. */
export function onlyArchitecture({ name, bases: runOn }: Platform): Architecture {
  const [only, ...more] = new Set(runOn.flatMap((base) => base.architectures))
  if (only !== undefined && more.length === 0) return only
  const problem = `bases: ${name} is for ${[only, ...more].join(' and ')}, and a Node is for one of them.`
  throw invalid(`${problem} Write an entry for each, or pack without --node.`)
}

/** What is wrong with one that nobody wants need not be said. */
type Platforms = ReadonlyMap<string, () => readonly Base[]>

function oldPlatforms(entries: readonly (readonly Base[])[]): Platforms {
  return new Map(entries.map((runOn) => [oldPlatformName(runOn), () => runOn]))
}

function namedPlatforms(charmcraft: WithPlatforms): Platforms {
  const names = Object.keys(charmcraft.platforms)
  if (names.length === 0) throw invalid('platforms: is empty: write amd64, arm64 or others.')
  return new Map(names.map((name) => [name, () => [baseOf(charmcraft, name)]]))
}

/** As charmcraft names it. */
export function charmFileName(name: string, platform: Platform): string {
  return `${name}_${platform.name.replaceAll(':', '-')}.charm`
}

function baseOf({ base: common, platforms }: WithPlatforms, name: string): Base {
  const builds = platforms[name] ?? undefined
  if (reservedNames.includes(name))
    throw invalid(`platforms.${name}: is a reserved name: write another, all for example.`)
  if (builds !== undefined && builds['build-on'] === undefined && Object.keys(builds).length > 0)
    throw invalid(
      `platforms.${name}: has no build-on: write build-on: [amd64], the machine that charmcraft would build on.`,
    )
  const [only = '', ...more] = [builds?.['build-for'] ?? name].flat()
  if (only === '' || more.length > 0) throw invalid(`platforms.${name}.build-for: has not one entry: write one.`)
  const [target, architecture] = splitTarget(only)
  const base = target ?? splitTarget(name)[0]
  if (common !== undefined && common !== null && base !== undefined)
    throw invalid(
      `platforms.${name}: has the base ${base}, and so has all of the file: remove base: ${common}, or this one.`,
    )
  if (builds === undefined && architecture === 'all')
    throw invalid(`platforms.${name}: has no build-on: write build-on: [amd64], and build-for: [all].`)
  return { ...baseNamed(common ?? base, name), architectures: [architectureNamed(architecture, name)] }
}

/** `ubuntu@24.04:amd64`, or the architecture alone. */
function splitTarget(target: string): readonly [string | undefined, string] {
  const at = target.indexOf(':')
  return at < 0 ? [undefined, target] : [target.slice(0, at), target.slice(at + 1)]
}

function baseNamed(base: string | undefined, platform: string): Pick<Base, 'name' | 'channel'> {
  const known = bases.find((one) => one === base)
  const [name, channel] = known?.split('@') ?? []
  if (name !== undefined && channel !== undefined) return { name, channel }
  if (base === undefined) throw invalid(`platforms.${platform}: has no base: write base, or ubuntu@24.04:${platform}.`)
  throw invalid(`platforms.${platform}: ${base} is no base that charmcraft knows: write one of ${bases.join(', ')}.`)
}

function architectureNamed(name: string, platform: string): Architecture {
  const known = targets.find((one) => one === name)
  if (known !== undefined) return known
  throw invalid(`platforms.${platform}: ${name} is no architecture: write build-for: one of ${targets.join(', ')}.`)
}

function invalid(problem: string): CliError {
  return new CliError('INPUT_INVALID', `charmcraft.yaml, ${problem}`)
}
