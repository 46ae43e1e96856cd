import { readWritten } from '../definitions/databag.ts'
import { encodeNothing, encodePart, encodeWhole, type SecretKeeper } from '../definitions/databag-writing.ts'
import { withKeptSecrets } from '../secrets/secret-bag.ts'
import type { Draft, Place } from '../transaction/draft.ts'
import { secretsPlace } from '../secrets/reading.ts'
import type { Fields } from '../fields/field.ts'
import type { RawBag } from '../adapter/hook-tools.ts'
import { canonicalJson } from '../values/json.ts'
import { pendingUri } from '../values/secret-uri.ts'
import type { LocalDatabag } from './relation.ts'

/** A map of this unit's own, by the fields of its side. */
export class OwnDatabag implements LocalDatabag<Fields> {
  readonly #draft: Draft
  readonly #place: Place
  readonly #fields: Fields
  readonly #secrets: Place

  /** `secrets` holds the content of those that the databag names. */
  constructor(draft: Draft, place: Place, { fields, secrets }: { readonly fields: Fields; readonly secrets?: RawBag }) {
    this.#draft = draft
    this.#place = place
    this.#fields = fields
    this.#secrets = secretsPlace(place.relation, secrets)
  }

  get raw(): RawBag {
    return withKeptSecrets(this.#current, this.#draft.read(this.#secrets))
  }

  get written(): LocalDatabag<Fields>['written'] {
    return readWritten(this.raw, this.#fields)
  }

  publish(data: object): void {
    const target = { current: this.#current, keep: this.#keep }
    this.#draft.write(this.#place, encodeWhole(this.#fields, data, target))
  }

  update(data: object): void {
    this.#draft.write(this.#place, encodePart(this.#fields, data, this.#keep))
  }

  clear(): void {
    this.#draft.write(this.#place, encodeNothing(this.#fields, this.#current))
  }

  secret({
    name,
    content,
    data,
    uri = '',
  }: {
    name: string
    content: Fields
    data: object
    uri: string | undefined
  }): string {
    const { relation, bag } = this.#place
    const known = this.#draft.read(this.#secrets).has(uri)
    const kept = known ? uri : pendingUri(`interlayer/${relation}/${bag}/${name}`)
    const keep: SecretKeeper = () => {
      throw new Error('a secret holds no other secrets')
    }
    const texts = [...encodeWhole(content, data, { current: new Map(), keep })].filter(([, text]) => text !== '')
    this.#draft.write(this.#secrets, new Map([[kept, canonicalJson(Object.fromEntries(texts))]]))
    return kept
  }

  readonly #keep: SecretKeeper = (name, content, data) =>
    this.secret({ name, content, data, uri: this.#current.get(name) })

  get #current(): RawBag {
    return this.#draft.read(this.#place)
  }
}
