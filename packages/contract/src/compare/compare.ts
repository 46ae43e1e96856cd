import {
  databags,
  roles,
  type FlagContract,
  type GenerationContract,
  type InterfaceContract,
  type SideContract,
} from '../contract.ts'
import { compareFields } from './fields.ts'
import { match, same, show, wireKey, type Pair } from './members.ts'
import { compareMethods } from './params.ts'
import { change, type ContractChange, type Rule } from './rules.ts'

/**
 * What changed from a released contract to the one of now, rated by what it does to partners that are of either release: nobody
 * orders upgrades, so within one wire both have to understand each other in both directions.
 */
export function compareContracts(released: InterfaceContract, now: InterfaceContract): readonly ContractChange[] {
  const { both, removed, added } = match(byWire(released), byWire(now))
  return [
    ...renamed(released, now),
    ...both.flatMap((pair) => compareGenerations(pair, pair.name)),
    ...removed.map(([wire]) => change('generation-removed', wire, 'The wire is gone')),
    ...added.map(([wire]) => change('generation-added', wire, 'The wire is new')),
  ]
}

function byWire({ generations }: InterfaceContract): Readonly<Record<string, GenerationContract>> {
  return Object.fromEntries(generations.map((generation) => [`wire ${generation.wire}`, generation]))
}

function renamed(released: InterfaceContract, now: InterfaceContract): readonly ContractChange[] {
  if (released.interface === now.interface) return []
  return [change('interface-renamed', released.interface, `"${released.interface}" became "${now.interface}"`)]
}

function compareGenerations({ before, after }: Pair<GenerationContract>, place: string): readonly ContractChange[] {
  return [
    ...(before.summary === after.summary ? [] : [change('summary-changed', place, 'It is summed up in other words')]),
    ...compareScopes(before, after, place),
    ...roles.flatMap((role) => {
      const [old, side] = [before.sides[role], after.sides[role]]
      if (old === undefined)
        return side === undefined ? [] : [change('side-added', `${place} ${role}`, 'The side is new')]
      if (side === undefined) return [change('side-removed', `${place} ${role}`, 'The side is gone')]
      return compareSides({ name: role, before: old, after: side }, `${place} ${role}`)
    }),
  ]
}

function compareScopes(
  before: GenerationContract,
  after: GenerationContract,
  place: string,
): readonly ContractChange[] {
  if (before.scope === after.scope) return []
  const rule = after.scope === 'either' ? 'scope-widened' : 'scope-changed'
  return [change(rule, place, `${before.scope} became ${after.scope}`)]
}

function compareSides({ before, after }: Pair<SideContract>, place: string): readonly ContractChange[] {
  return [
    ...(before.implicit === after.implicit
      ? []
      : [change('side-implicit-changed', place, `It is ${after.implicit === true ? 'now' : 'no longer'} implicit`)]),
    ...(before.conversation === after.conversation
      ? []
      : [change('conversation-changed', place, `${before.conversation} became ${after.conversation}`)]),
    ...compareOpenings(before, after, place),
    ...databags.flatMap((databag) =>
      compareFields(before.databags[databag] ?? {}, after.databags[databag] ?? {}, `${place}.${databag}`),
    ),
    ...compareReserved(before, after, place),
    ...compareFlags(before.flags, after.flags, place),
    ...compareMethods(before.methods, after.methods, place),
  ]
}

/** What is said before the partner has said anything. */
function compareOpenings(before: SideContract, after: SideContract, place: string): readonly ContractChange[] {
  const [old, now] = [before.silentPartner ?? 'oldest', after.silentPartner ?? 'oldest']
  return [
    ...(same(before.greeting, after.greeting)
      ? []
      : [change('greeting-changed', place, `${show(before.greeting)} became ${show(after.greeting)}`)]),
    ...(old === now ? [] : [change('silent-partner-changed', place, `${old} became ${now}`)]),
  ]
}

/** A name that was used once is never used again for something else. */
function compareReserved(before: SideContract, after: SideContract, place: string): readonly ContractChange[] {
  const [written, writtenNow] = [keysOf(before), keysOf(after)]
  const [reserved, reservedNow] = [before.reserved.map(wireKey), after.reserved.map(wireKey)]
  const without = (keys: readonly string[], others: readonly string[]): readonly string[] =>
    keys.filter((key) => !others.includes(key))
  const found = (rule: Rule, keys: readonly string[], what: string): readonly ContractChange[] =>
    keys.map((key) => change(rule, `${place}.${key}`, `${show(key)} ${what}`))
  return [
    ...found('removed-not-reserved', without(written, [...writtenNow, ...reservedNow]), 'is not reserved'),
    ...found('reserved-reused', without(reserved, without(reserved, writtenNow)), 'was reserved and is a field'),
    ...found('reserved-dropped', without(reserved, reservedNow), 'is no longer reserved'),
    ...found('reserved-added', without(reservedNow, reserved), 'is reserved'),
  ]
}

function keysOf({ databags: { unit = {}, app = {} } }: SideContract): readonly string[] {
  return [...Object.keys(unit), ...Object.keys(app)].map(wireKey)
}

function compareFlags(
  before: Readonly<Record<string, FlagContract>>,
  after: Readonly<Record<string, FlagContract>>,
  place: string,
): readonly ContractChange[] {
  const { both, removed, added } = match(before, after)
  return [
    ...both.flatMap(({ name, before: { description, formerly = [] }, after: flag }) => [
      ...formerly
        .filter((old) => flag.formerly?.includes(old) !== true)
        .map((old) => change('former-flag-removed', `${place}.${name}`, `It is no longer known as "${old}"`)),
      ...(description === flag.description
        ? []
        : [change('description-changed', `${place}.${name}`, 'It is described in other words')]),
    ]),
    ...removed.map(([name]) => change('flag-removed', `${place}.${name}`, 'The flag is gone')),
    ...added.map(([name]) => change('flag-added', `${place}.${name}`, 'The flag is new')),
  ]
}
