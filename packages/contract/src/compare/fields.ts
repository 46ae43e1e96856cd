import type { Json } from '@interlayer/runtime'
import type { FieldContract, FieldContracts } from '../contract.ts'
import { isRecord } from '../json-schema.ts'
import { match, same, show, wireKey, type Pair } from './members.ts'
import { change, type ContractChange, type Rule } from './rules.ts'
import { compareSchemas, reworded, type Drift } from './schemas.ts'

/** What happens to a field of a databag is read and written at both ends, by partners of either release. */
export function compareFields(before: FieldContracts, after: FieldContracts, place: string): readonly ContractChange[] {
  const { both, removed, added } = match(unnamed(before), unnamed(after))
  return [
    ...both.flatMap((pair) => compareField(pair, `${place}.${pair.name}`)),
    ...removed.map(([key, field]) => change(removal(field), `${place}.${key}`, 'The field is gone')),
    ...added.map(([key, { presence, placeholder }]) => {
      const required = presence === 'required' && placeholder === undefined
      return change(required ? 'required-field-added' : 'field-added', `${place}.${key}`, 'The field is new')
    }),
  ]
}

/** Each thing that a field says, and what it means that it says something else. */
const aspects: readonly ((pair: Pair<FieldContract>, place: string) => readonly ContractChange[])[] = [
  compareType,
  compareEncoding,
  comparePresence,
  compareAliases,
  compareStatus,
  compareSecrecy,
  compareValues,
  ({ before, after }, place) =>
    before.content && after.content ? compareFields(before.content, after.content, `${place}.content`) : [],
  ({ before, after }, place) =>
    before.description === after.description && !reworded(before.schema, after.schema)
      ? []
      : [change('description-changed', place, 'It is described in other words')],
]

function compareField(pair: Pair<FieldContract>, place: string): readonly ContractChange[] {
  return aspects.flatMap((compare) => compare(pair, place))
}

function unnamed(fields: FieldContracts): FieldContracts {
  return Object.fromEntries(Object.entries(fields).map(([key, field]) => [wireKey(key), field]))
}

function removal({ status, presence }: FieldContract): Rule {
  return status === undefined || presence === 'required' ? 'field-removed' : 'deprecated-field-removed'
}

function compareType({ before, after }: Pair<FieldContract>, place: string): readonly ContractChange[] {
  if (before.codec === after.codec && before.type === after.type) return []
  const what = `${before.codec} (${before.type}) became ${after.codec} (${after.type})`
  return [change('field-retyped', place, what)]
}

function compareEncoding({ before, after }: Pair<FieldContract>, place: string): readonly ContractChange[] {
  const [old, now] = [encodingOf(before), encodingOf(after)]
  if (same(old, now)) return []
  const rule = same({ ...old, style: null }, { ...now, style: null }) ? 'style-changed' : 'encoding-changed'
  return [change(rule, place, `${show(before.encoding)} became ${show(after.encoding)}`)]
}

function encodingOf({ encoding = {}, namesSecrets }: FieldContract): Readonly<Record<string, Json>> {
  return { style: null, ...encoding, namesSecrets: namesSecrets === true }
}

function comparePresence({ before, after }: Pair<FieldContract>, place: string): readonly ContractChange[] {
  const step = `${before.presence} > ${after.presence}`
  const rule = Object.hasOwn(presences, step) ? presences[step] : undefined
  if (rule !== undefined) return [change(rule, place, `${before.presence} became ${after.presence}`)]
  if (same(before.default, after.default)) return []
  return [change('default-changed', place, `${show(before.default)} became ${show(after.default)}`)]
}

const presences: Readonly<Record<string, Rule>> = {
  'optional > required': 'field-newly-required',
  'default > required': 'field-newly-required',
  'required > optional': 'field-no-longer-required',
  'required > default': 'field-no-longer-required',
  'optional > default': 'default-added',
  'default > optional': 'default-removed',
}

function compareAliases({ before, after }: Pair<FieldContract>, place: string): readonly ContractChange[] {
  const [old, now] = [before.aliases ?? [], after.aliases ?? []]
  return [
    ...now.filter((name) => !old.includes(name)).map((name) => change('alias-added', place, `"${name}" is read too`)),
    ...old.filter((name) => !now.includes(name)).map((name) => change('alias-removed', place, `"${name}" is not read`)),
  ]
}

function compareStatus({ before, after }: Pair<FieldContract>, place: string): readonly ContractChange[] {
  if (before.status === after.status) return []
  const what = `${before.status ?? 'active'} became ${after.status ?? 'active'}`
  if (after.status === 'deprecated' && before.status === undefined) return [change('field-deprecated', place, what)]
  if (after.status !== 'readOnly') return [change('field-undeprecated', place, what)]
  const rule = before.status === undefined ? 'field-no-longer-written' : 'deprecated-field-no-longer-written'
  return [change(rule, place, what)]
}

function compareSecrecy({ before, after }: Pair<FieldContract>, place: string): readonly ContractChange[] {
  if (before.sensitive === after.sensitive) return []
  const rule = after.sensitive === true ? 'secrecy-added' : 'secrecy-removed'
  return [change(rule, place, after.sensitive === true ? 'It is sensitive' : 'It is no longer sensitive')]
}

function compareValues({ before, after }: Pair<FieldContract>, place: string): readonly ContractChange[] {
  if (before.codec !== after.codec || before.type !== after.type) return []
  const drifts =
    isRecord(before.schema) || isRecord(after.schema) ? compareSchemas(before.schema ?? {}, after.schema ?? {}) : []
  const names = before.codec === 'choice' ? choiceRules : valueRules
  return drifts.map(({ drift, pointer, what }) => change(names[drift], `${place}${pointer}`, what))
}

const valueRules: Readonly<Record<Drift, Rule>> = {
  widened: 'values-widened',
  narrowed: 'values-narrowed',
  changed: 'values-changed',
  'member-added': 'member-added',
}
/** A choice reads words that it does not know as absence, so its list may grow. */
const choiceRules: Readonly<Record<Drift, Rule>> = { ...valueRules, widened: 'word-added', narrowed: 'word-removed' }
