import { readWritten } from '../definitions/databag.ts'
import { encodeNothing, encodePart, encodeWhole, type SecretKeeper } from '../definitions/databag-writing.ts'
import { withKeptSecrets } from '../secrets/secret-bag.ts'
import type { Draft, Place } from '../transaction/draft.ts'
import { writeSecret } from '../secrets/databag-secret.ts'
import { secretsPlace } from '../secrets/reading.ts'
import type { Fields } from '../fields/field.ts'
import type { RawBag } from '../adapter/hook-tools.ts'
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

  secret(kept: Parameters<typeof writeSecret>[2]): string {
    return writeSecret(this.#draft, { databag: this.#place, secrets: this.#secrets }, kept)
  }

  readonly #keep: SecretKeeper = (name, content, data) =>
    this.secret({ name, content, data, uri: this.#current.get(name) })

  get #current(): RawBag {
    return this.#draft.read(this.#place)
  }
}
