import type { FieldContracts } from '@interlayer/contract'
import type { Fields } from '@interlayer/runtime'
import type { Texts } from '../partner.ts'
import { textsOf } from '../places.ts'
import { samplesOf } from './samples.ts'

/** A databag with a text for each key, two for a family, and the secrets that it names. */
export interface WholeBag {
  readonly texts: Texts
  readonly secrets: Readonly<Record<string, Texts>>
}

/** Made of samples; keys of which none is known are left out. */
export function wholeBag(fields: Fields, contracts: FieldContracts, known: readonly Texts[]): WholeBag {
  const texts: Record<string, string> = {}
  const secrets: Record<string, Texts> = {}
  for (const [key, field] of Object.entries(fields)) {
    const contract = contracts[key]
    if (contract === undefined) continue
    for (const name of namesIn(key)) {
      if (field.content === undefined) {
        const [sample] = samplesOf(field, contract, textsOf(key, field, known))
        if (sample !== undefined) texts[name] = sample
      } else {
        const uri = `secret:whole${String(Object.keys(secrets).length).padStart(15, '0')}`
        texts[name] = uri
        secrets[uri] = wholeBag(field.content, contract.content ?? {}, known).texts
      }
    }
  }
  return { texts, secrets }
}

/** The members of a family that stand for all of it. */
export const members = ['one', 'two'] as const

function namesIn(key: string): readonly string[] {
  return key.includes('{') ? members.map((member) => memberKey(key, member)) : [key]
}

/** The key of a member: `request_one` of `request_{name}`. */
export function memberKey(family: string, member: string): string {
  return family.replace(/\{.*\}/, member)
}
