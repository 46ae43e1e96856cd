import type { AnyCharm, InterfaceDefinition } from '@interlayer/runtime'
import type { Written } from './conversation.ts'

/** What both sides have written. */
export interface WrittenByBoth {
  readonly provides: Written
  readonly requires: Written
}

/** The wire that most of the keys on both sides belong to, of equals the newest. */
export function wireOf(charms: readonly AnyCharm[], endpoint: string, written: WrittenByBoth): number {
  const definitions = charms.flatMap(({ endpoints }) => {
    const side = endpoints[endpoint]
    return side === undefined ? [] : [side.definition, ...(side.generations ?? []).map((older) => older.definition)]
  })
  const counted = definitions.map((definition) => ({ wire: definition.wire, keys: keysOf(definition, written) }))
  const most = Math.max(...counted.map(({ keys }) => keys))
  return Math.max(...counted.filter(({ keys }) => keys === most).map(({ wire }) => wire))
}

function keysOf(definition: InterfaceDefinition, written: WrittenByBoth): number {
  const found = (['provides', 'requires'] as const).flatMap((role) => {
    const [unit, app] = [matchers(definition[role]?.unit), matchers(definition[role]?.app)]
    return [
      ...Object.keys(written[role].app).filter((key) => app.some((matches) => matches.test(key))),
      ...Object.values(written[role].units).flatMap((texts) =>
        Object.keys(texts).filter((key) => unit.some((matches) => matches.test(key))),
      ),
    ]
  })
  return found.length
}

/** A key with a name in braces stands for a family. */
function matchers(fields: Readonly<Record<string, unknown>> = {}): readonly RegExp[] {
  return Object.keys(fields).map((key) => new RegExp(`^${key.replaceAll(/\{[^}]*\}/g, '.+')}$`))
}
