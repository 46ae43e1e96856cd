import { meaning } from '../values/meaning.ts'
import type { Play } from './play.ts'

/** What is there in the end, line by line: databags, flags, and what the interface tells its charms. */
export type Outcome = readonly string[]

const secretUri = /secret:(?:\/\/[0-9a-f-]{36}\/)?[0-9a-z]{20}/g
const jujuKeys: readonly string[] = ['private-address', 'ingress-address', 'egress-subnets']

/** Names that Juju gives by chance are left out: URIs of secrets, and numbers of units that subordinates have. */
export function outcomeOf({ model, direction }: Pick<Play, 'model' | 'direction'>): Outcome {
  const subordinates = model.units.flatMap(({ name, principal }) =>
    principal === undefined ? [] : [[name, `${name.split('/')[0] ?? ''}@${principal}`] as const],
  )
  const units = model.units.map(({ name }) => name)
  const members = [...units, ...model.applications.map(({ name }) => name)]
  const lines = [
    ...model.relations.flatMap((relation) =>
      members.flatMap((member) =>
        [...(model.databag(relation, member) ?? [])].flatMap(([key, text]) =>
          jujuKeys.includes(key) ? [] : [`relation ${relation.number}: ${member} has ${key}=${text}`],
        ),
      ),
    ),
    ...units.flatMap((unit) => model.flags(unit).map((flag) => `${unit} has the flag ${flag}`)),
    ...[...direction.told].flatMap(([who, told]) =>
      units.includes(who.split(' ')[0] ?? '') ? [`${who} is told ${meaning(told)}`] : [],
    ),
  ]
  return withoutChance(lines, new Map(subordinates)).sort()
}

function withoutChance(lines: readonly string[], subordinates: ReadonlyMap<string, string>): string[] {
  return lines.map((line) => {
    const named = [...subordinates].reduce((text, [name, stable]) => {
      const [application = '', number = ''] = name.split('/')
      return text.replaceAll(new RegExp(`\\b${application}([/_-])${number}(?![0-9])`, 'g'), stable)
    }, line)
    return named.replaceAll(secretUri, 'secret:…')
  })
}

/** Lines that one of the two has alone. */
export function difference(found: Outcome, expected: Outcome): readonly string[] {
  return [
    ...expected.filter((line) => !found.includes(line)).map((line) => `- ${line}`),
    ...found.filter((line) => !expected.includes(line)).map((line) => `+ ${line}`),
  ]
}
