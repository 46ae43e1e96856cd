import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { root } from '../src/contracts.ts'
import { publishedSchemas, validator, withoutNeeds, type Published, type Texts } from './support/validation.ts'

/** What one side has written: its databags, and the secrets in them by URI. */
interface Written {
  readonly unit?: Texts
  readonly app?: Texts
  readonly secrets?: Readonly<Record<string, Texts>>
}

/** What was recorded of an original. */
interface Story {
  readonly interface: string
  readonly original: readonly (keyof typeof roles)[]
  readonly steps: readonly Readonly<Record<string, unknown>>[]
}
interface RecordedSide {
  readonly app: Texts
  readonly units: Readonly<Record<string, Texts>>
}

const roles = { provider: 'provides', requirer: 'requires', peer: 'peers' } as const
const packages = globSync('packages/interface-*', { cwd: root })
  .sort()
  .map((folder) => ({ name: folder.replace(/^.*interface-/, ''), folder, schemas: publishedSchemas(folder) }))

/** The databag that a schema is of, or the content of each secret that stands in the field. */
function textsFor({ place: { databag, secret } }: Published, written: Written): readonly Texts[] {
  const bag = written[databag] ?? {}
  if (secret === undefined) return [bag]
  const content = written.secrets?.[bag[secret] ?? '']
  return content === undefined ? [] : [content]
}

/** The schemas of each wire that a partner may speak, of its side: those that have most of its keys. */
function spoken(schemas: readonly Published[], { unit = {}, app = {} }: Written): readonly (readonly Published[])[] {
  const keys = { unit: Object.keys(unit), app: Object.keys(app) }
  const known = ({ place, schema }: Published): number =>
    place.secret === undefined ? keys[place.databag].filter((key) => takes(schema, key)).length : 0
  const wires = [...new Set(schemas.map(({ place }) => place.wire))].map((wire) => {
    const own = schemas.filter(({ place }) => place.wire === wire)
    return { own, count: own.reduce((sum, one) => sum + known(one), 0) }
  })
  const most = Math.max(...wires.map(({ count }) => count))
  return wires.length === 0 ? [[]] : wires.filter(({ count }) => count === most).map(({ own }) => own)
}

function takes({ properties = {}, patternProperties = {} }: Published['schema'], key: string): boolean {
  return (
    Object.hasOwn(properties as object, key) ||
    Object.keys(patternProperties as object).some((p) => RegExp(p).test(key))
  )
}

describe.each(packages)('the published schemas of $name', ({ name, folder, schemas }) => {
  test('accept each partner that is whole, and refuse who lacks something or is invalid', async () => {
    const { partners } = (await import(join(root, folder, 'src/testing.ts'))) as {
      readonly partners: Readonly<Record<string, Readonly<Record<string, Written>>>>
    }
    const verdicts = Object.entries(partners).flatMap(([role, given]) =>
      Object.entries(given).map(([kind, written]) => {
        const ofRole = schemas.filter(({ place }) => place.role === role)
        const wires = spoken(ofRole, written)
        const accepted = wires.some((own) => own.every((one) => textsFor(one, written).every(validator(one.schema))))
        const needs = wires.every((own) =>
          own.some(({ place, schema }) => place.secret === undefined && 'required' in schema),
        )
        const expected = kind === 'invalid' ? false : kind === 'partial' ? !needs : true
        return [`${role}.${kind}`, accepted, expected] as const
      }),
    )
    expect(verdicts.map(([partner, accepted]) => [partner, accepted])).toEqual(
      verdicts.map(([partner, , expected]) => [partner, expected]),
    )
  })

  test('refuse nothing that an original wrote', () => {
    const files = globSync(['tooling/originals/fixtures/*/*.json', `${folder}/test/fixtures/**/*.json`], { cwd: root })
    const stories = files
      .map((path) => ({ path, ...(JSON.parse(readFileSync(join(root, path), 'utf8')) as Story) }))
      .filter((story) => story.interface === name)
    const loose = schemas.map((one) => ({ ...one, schema: withoutNeeds(one.schema) }))
    const validators = new Map(loose.map(({ schema }) => [schema, validator(schema)]))
    const accepts = (one: Published, written: Written): boolean =>
      textsFor(one, written).every((texts) => validators.get(one.schema)?.(texts))
    const refused = stories.flatMap(({ path, original, steps }) =>
      steps.flatMap((step) =>
        original
          .filter((side) => {
            const ofRole = loose.filter(({ place }) => place.role === roles[side])
            return writtenBy(step, side).some((written) =>
              spoken(ofRole, written).every((own) => !own.every((one) => accepts(one, written))),
            )
          })
          .map((side) => `${path}, ${String(step['step'])}: ${side}`),
      ),
    )
    expect(refused).toEqual([])
  })
})

function writtenBy(step: Story['steps'][number], side: string): readonly Written[] {
  const { [side]: recorded, secrets = {} } = step
  if (recorded === undefined) return []
  const { app, units } = recorded as RecordedSide
  const contents = Object.entries(secrets as Record<string, { readonly content: Texts }>).map(
    ([uri, { content }]) => [uri, content] as const,
  )
  return Object.values(units).map((unit) => ({ app, unit, secrets: Object.fromEntries(contents) }))
}
