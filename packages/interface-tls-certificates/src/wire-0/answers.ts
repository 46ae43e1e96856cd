import type { LocalDatabag, Relation, UpdateData, Written } from '@interlayer/runtime'
import { answersKeys, type Ask, type Place } from './asks.ts'
import type { tlsCertificates0 } from './definition.ts'

/** A certificate with its key. */
export interface Pair {
  readonly cert: string
  readonly key: string
}

type Fields = (typeof tlsCertificates0)['provides']['unit']
type Answering = Pick<Relation<typeof tlsCertificates0, 'provides'>, 'memory'> & {
  readonly localUnit: LocalDatabag<Fields>
}

/** What a databag with answers holds for a unit; its own, or a remote one. */
export function pairIn(answers: Written<Fields>, unit: string, place: Place): Pair | undefined {
  if (!place.slot) return answers[place.key][unit]?.[place.member]
  const cert = answers['{unit}.server.cert'][unit]
  const key = answers['{unit}.server.key'][unit]
  return cert === undefined || key === undefined ? undefined : { cert, key }
}

/** Whether all who ask have the answer, for the names that they ask for. One of an earlier charm is taken for right. */
export function isAnswered({ localUnit, memory }: Answering, ask: Ask): boolean {
  const { written } = localUnit
  const answered = ask.units.every((unit) => pairIn(written, unit, ask.place) !== undefined)
  return answered && isForNames(memory.written.issued, ask)
}

/** Whether the request was refused, for the names that it still has. */
export function isRefused({ memory }: Answering, ask: Ask): boolean {
  return memory.written.refused?.[ask.id] === ask.names
}

/** Gives all who ask the same answer, or takes it from them. */
export function answer({ localUnit, memory }: Answering, ask: Ask, pair: Pair | undefined): void {
  for (const unit of ask.units) localUnit.update(change(localUnit.written, { unit, place: ask.place, pair }))
  const { issued = {} } = memory.written
  memory.update({ issued: { ...issued, [ask.id]: ask.names } })
}

/**
 * Withdraws answers that nobody asks for, gives units that have come to an application its answer while it is for the right
 * names, and takes down for which names those were made that it finds.
 */
export function tidy(relation: Answering, asks: readonly Ask[]): void {
  const { localUnit, memory } = relation
  for (const { unit, place } of placesIn(localUnit.written)) {
    const asked = asks.some((ask) => ask.units.includes(unit) && samePlace(ask.place, place))
    if (!asked) localUnit.update(change(localUnit.written, { unit, place, pair: undefined }))
  }
  for (const ask of asks) {
    const pairs = ask.units.flatMap((unit) => pairIn(localUnit.written, unit, ask.place) ?? [])
    const { issued } = memory.written
    const unrecorded = pairs.length < ask.units.length || issued?.[ask.id] === undefined
    if (unrecorded && pairs[0] !== undefined && isForNames(issued, ask)) answer(relation, ask, pairs[0])
  }
  const known = (names: Readonly<Record<string, string>> = {}) =>
    Object.fromEntries(Object.entries(names).filter(([id]) => asks.some((ask) => ask.id === id)))
  memory.update({ issued: known(memory.written.issued), refused: known(memory.written.refused) })
}

function isForNames(issued: Readonly<Record<string, string>> = {}, { id, names }: Ask): boolean {
  return issued[id] === undefined || issued[id] === names
}

/** Where there are answers, and for whom. */
function placesIn(written: Written<Fields>): readonly { readonly unit: string; readonly place: Place }[] {
  const slots = Object.keys({ ...written['{unit}.server.cert'], ...written['{unit}.server.key'] })
  const members = answersKeys.flatMap((key) =>
    Object.entries(written[key]).flatMap(([unit, answers]) =>
      Object.keys(answers).map((member) => ({ unit, place: { slot: false, key, member } as const })),
    ),
  )
  return [...slots.map((unit) => ({ unit, place: { slot: true } as const })), ...members]
}

function samePlace(one: Place, other: Place): boolean {
  if (one.slot || other.slot) return one.slot === other.slot
  return one.key === other.key && one.member === other.member
}

interface Placed {
  readonly unit: string
  readonly place: Place
  readonly pair: Pair | undefined
}

/** The change of the databag that puts an answer in its place, or takes it from there. */
function change(written: Written<Fields>, { unit, place, pair }: Placed): UpdateData<Fields> {
  if (place.slot) return { '{unit}.server.cert': { [unit]: pair?.cert }, '{unit}.server.key': { [unit]: pair?.key } }
  const others = Object.entries(written[place.key][unit] ?? {}).filter(([member]) => member !== place.member)
  const all = pair === undefined ? others : [...others, [place.member, pair] as const]
  return { [place.key]: { [unit]: all.length === 0 ? undefined : Object.fromEntries(all) } }
}
