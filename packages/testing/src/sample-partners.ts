import type { InterfaceDefinition, Role } from '@interlayer/runtime'
import type { Partner, Partners, SidePartners, Texts } from './partner.ts'
import { placesOf, roles, type Place } from './places.ts'
import { garbage, garbledFor } from './values/samples.ts'
import { memberKey, members, wholeBag } from './values/whole-bag.ts'

/** Partners made up from a definition, for who begins with one: sound in form, without a meaning. */
export function samplePartners(definition: InterfaceDefinition): Partners {
  const places = placesOf([definition])
  const found = roles.flatMap((role) => {
    const own = places.filter((place) => place.role === role)
    return own.length === 0 ? [] : [[role, sidePartners(own)] as const]
  })
  return Object.fromEntries<SidePartners>(found satisfies readonly (readonly [Role, SidePartners])[])
}

function sidePartners(places: readonly Place[]): SidePartners {
  const valid = wholePartner(places)
  const [partial, invalid] = [changed(valid, places, withoutRequired), changed(valid, places, withGarbage)]
  return { valid, ...(partial !== undefined && { partial }), ...(invalid !== undefined && { invalid }) }
}

function wholePartner(places: readonly Place[]): Partner {
  const bags = places.map(({ bag, fields, contracts }) => ({ bag, ...wholeBag(fields, contracts, []) }))
  const secrets = Object.fromEntries<Texts>(bags.flatMap((whole) => Object.entries(whole.secrets)))
  return {
    ...Object.fromEntries(bags.map(({ bag, texts }) => [bag, texts])),
    ...(Object.keys(secrets).length > 0 && { secrets }),
  }
}

/** Another text for one key, or none. */
type Change = (place: Place) => readonly [key: string, text: string | undefined] | undefined

const withoutRequired: Change = ({ fields }) => {
  const found = Object.entries(fields).find(([key, { presence }]) => presence === 'required' && !key.includes('{'))
  return found && [found[0], undefined]
}

const withGarbage: Change = ({ fields }) => {
  for (const [key, field] of Object.entries(fields)) {
    const text = field.content === undefined ? garbledFor(field) : garbage
    if (text !== undefined) return [memberKey(key, members[0]), text]
  }
  return undefined
}

/** The first databag in which there is something to change. */
function changed(partner: Partner, places: readonly Place[], change: Change): Partner | undefined {
  for (const place of places) {
    const [key, text] = change(place) ?? []
    if (key === undefined) continue
    const others = Object.entries(partner[place.bag] ?? {}).filter(([name]) => name !== key)
    return { ...partner, [place.bag]: Object.fromEntries(text === undefined ? others : [...others, [key, text]]) }
  }
  return undefined
}
