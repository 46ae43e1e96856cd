import type { ConfigValue } from '@interlayer/runtime/adapter'
import { ModelError } from './errors.ts'

/** One option of a charm, as `config.yaml` or `charmcraft.yaml` spells it. */
export interface OptionMetadata {
  readonly type: 'string' | 'int' | 'float' | 'boolean'
  readonly default?: ConfigValue
  readonly description?: string
}

/** What every hook of an application's units reads; options without a value are absent. */
export type Config = ReadonlyMap<string, ConfigValue>

/** What an operator sets; `undefined` goes back to the option's default. */
export type ConfigChange = Readonly<Record<string, ConfigValue | undefined>>

type Options = Readonly<Record<string, OptionMetadata>>

/** Refuses options whose default is not of their type. */
export function checkOptions(options: Options): void {
  for (const [name, option] of Object.entries(options)) {
    if (option.default !== undefined && !fits(option, option.default))
      throw new ModelError(
        'METADATA_INVALID',
        `Option "${name}" has the default ${JSON.stringify(option.default)}, which is not of its type ${option.type}: change one of them.`,
      )
  }
}

/** What an application is configured to be before an operator changes anything. */
export function defaultConfig(options: Options): Config {
  const entries = Object.entries(options).flatMap(([name, option]): [string, ConfigValue][] =>
    option.default === undefined ? [] : [[name, option.default]],
  )
  return new Map(entries.sort(([one], [other]) => (one < other ? -1 : 1)))
}

/** The configuration after a change; the same object when nothing differs. */
export function changedConfig(options: Options, config: Config, change: ConfigChange): Config {
  const changed = new Map(config)
  for (const [name, value] of Object.entries(change)) {
    const option = options[name]
    if (option === undefined || !Object.hasOwn(options, name))
      throw new ModelError('CONFIG_INVALID', `The charm has no option "${name}": it has ${list(options)}.`)
    const wanted = value ?? option.default
    if (wanted === undefined) changed.delete(name)
    else if (fits(option, wanted)) changed.set(name, wanted)
    // Never the value: it may be a password.
    else
      throw new ModelError(
        'CONFIG_INVALID',
        `Option "${name}" got a ${typeof wanted}: give a value of type ${option.type}.`,
      )
  }
  return sameConfig(config, changed) ? config : new Map([...changed].sort(([one], [other]) => (one < other ? -1 : 1)))
}

/** Whether both hold the same values. */
export function sameConfig(one: Config, other: Config): boolean {
  return one === other || (one.size === other.size && [...one].every(([name, value]) => other.get(name) === value))
}

function fits({ type }: OptionMetadata, value: ConfigValue): boolean {
  switch (type) {
    case 'string':
      return typeof value === 'string'
    case 'int':
      return Number.isInteger(value)
    case 'float':
      return typeof value === 'number'
    case 'boolean':
      return typeof value === 'boolean'
  }
}

function list(options: Options): string {
  const names = Object.keys(options).sort()
  return names.length === 0 ? 'none' : names.map((name) => `"${name}"`).join(', ')
}
