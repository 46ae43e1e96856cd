import type { FieldContract, FieldContracts, MethodContract } from '../contract.ts'
import { match, same, show, type Pair } from './members.ts'
import { change, type ContractChange, type Rule } from './rules.ts'
import { compareSchemas, type Drift } from './schemas.ts'

/** Charms call methods, so what one takes may grow and may not shrink: there is one direction. */
export function compareMethods(
  before: Readonly<Record<string, MethodContract>>,
  after: Readonly<Record<string, MethodContract>>,
  place: string,
): readonly ContractChange[] {
  const { both, removed, added } = match(before, after)
  return [
    ...both.flatMap((pair) => compareMethod(pair, `${place}.${pair.name}()`)),
    ...removed.map(([name]) => change('method-removed', `${place}.${name}()`, 'The method is gone')),
    ...added.map(([name]) => change('method-added', `${place}.${name}()`, 'The method is new')),
  ]
}

function compareMethod({ before, after }: Pair<MethodContract>, place: string): readonly ContractChange[] {
  return [
    ...compareParams(before.params ?? {}, after.params ?? {}, place),
    ...(before.returns === after.returns
      ? []
      : [change('returns-changed', place, `${show(before.returns)} became ${show(after.returns)}`)]),
    ...(before.summary === after.summary ? [] : [change('summary-changed', place, 'It is summed up in other words')]),
  ]
}

function compareParams(before: FieldContracts, after: FieldContracts, place: string): readonly ContractChange[] {
  const { both, removed, added } = match(before, after)
  return [
    ...both.flatMap((pair) => compareParam(pair, `${place}.${pair.name}`)),
    ...removed.map(([name]) => change('param-removed', `${place}.${name}`, 'The parameter is gone')),
    ...added.map(([name, { presence }]) => {
      const rule = presence === 'required' ? 'required-param-added' : 'param-added'
      return change(rule, `${place}.${name}`, 'The parameter is new')
    }),
  ]
}

function compareParam({ before, after }: Pair<FieldContract>, place: string): readonly ContractChange[] {
  if (before.codec !== after.codec || before.type !== after.type)
    return [change('param-retyped', place, `${before.codec} (${before.type}) became ${after.codec} (${after.type})`)]
  const drifts = compareSchemas(before.schema ?? {}, after.schema ?? {})
  return [
    ...comparePresence({ before, after }, place),
    ...drifts.map(({ drift, pointer, what }) => change(ruleOf[drift], `${place}${pointer}`, what)),
    ...(before.description === after.description
      ? []
      : [change('description-changed', place, 'It is described in other words')]),
  ]
}

function comparePresence(
  { before, after }: Omit<Pair<FieldContract>, 'name'>,
  place: string,
): readonly ContractChange[] {
  const what = `${before.presence} became ${after.presence}`
  if (before.presence !== 'required' && after.presence === 'required')
    return [change('param-newly-required', place, what)]
  if (before.presence === 'required' && after.presence !== 'required') return [change('param-widened', place, what)]
  if (same(before.default, after.default)) return []
  return [change('default-changed', place, `${show(before.default)} became ${show(after.default)}`)]
}

const ruleOf: Readonly<Record<Drift, Rule>> = {
  widened: 'param-widened',
  narrowed: 'param-narrowed',
  changed: 'param-narrowed',
  'member-added': 'param-widened',
}
