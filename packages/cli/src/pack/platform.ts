import { CliError } from '../errors.ts'
import { architectures, bases, type Charmcraft } from './charmcraft.ts'

const targets = [...architectures, 'all'] as const

/** An architecture, or all of them, as charmcraft names it. */
export type Architecture = (typeof targets)[number]

/** charmcraft takes these for something else. */
const reservedNames = ['any', '*']

/** What one `.charm` is for. */
export interface Platform {
  /** Its key in `platforms`. */
  readonly name: string
  readonly base: { readonly name: string; readonly channel: string }
  readonly architecture: Architecture
}

/** All platforms of a charm, or those that are named. */
export function platformsOf(charmcraft: Charmcraft, wanted: readonly string[] = []): readonly Platform[] {
  const names = Object.keys(charmcraft.platforms)
  if (names.length === 0) throw invalid('platforms: is empty: write amd64, arm64 or others.')
  const unknown = wanted.find((name) => !names.includes(name))
  if (unknown !== undefined)
    throw new CliError('USAGE', `charmcraft.yaml has no platform "${unknown}": there are ${names.join(', ')}.`)
  return names.filter((name) => wanted.length === 0 || wanted.includes(name)).map((name) => platform(charmcraft, name))
}

/** As charmcraft names it. */
export function charmFileName(name: string, platform: Platform): string {
  return `${name}_${platform.name.replaceAll(':', '-')}.charm`
}

function platform({ base: common, platforms }: Charmcraft, name: string): Platform {
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
  return { name, base: baseNamed(common ?? base, name), architecture: architectureNamed(architecture, name) }
}

/** `ubuntu@24.04:amd64`, or the architecture alone. */
function splitTarget(target: string): readonly [string | undefined, string] {
  const at = target.indexOf(':')
  return at < 0 ? [undefined, target] : [target.slice(0, at), target.slice(at + 1)]
}

function baseNamed(base: string | undefined, platform: string): Platform['base'] {
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
