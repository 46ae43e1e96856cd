import {
  customField,
  invalid,
  type Codec,
  type Field,
  type FieldOptions,
  type Fields,
  type Presence,
  type PresenceOf,
  type ReadData,
  type WriteData,
} from './field.ts'
import { isSecretUri, pendingLabel } from '../values/secret-uri.ts'
import type { Sensitive } from '../values/sensitive.ts'

/** A secret has no default, and it is always sensitive. */
export type SecretOptions = Pick<FieldOptions<never>, 'optional' | 'aliases' | 'status'>

/**
 * A Juju secret: its content is written and read here, its URI is what travels. It belongs to who owns the databag, is granted
 * to the other side of the relation, and lives as long as the databag names it. One that is not granted yet reads as absent.
 * Keys of the content have at least three characters of `a-z`, `0-9` and `-`; a value has up to 8 KiB, all of them 64 KiB.
 */
export function secret<C extends Fields, O extends SecretOptions = SecretOptions>(
  description: string,
  content: C,
  options?: O,
): SecretField<C, PresenceOf<O>> {
  return customField({ codec: 'secret', description, implementation: secretCodec, content }, options)
}

/** Read as something that does not show itself; written as plain data. */
export type SecretField<C extends Fields, P extends Presence> = Field<Sensitive<ReadData<C>>, WriteData<C>, P>

/** The text alone has no content: a databag reads and writes it along with the secrets that it names. */
const secretCodec: Codec<never, unknown> = {
  decode: (text) =>
    isSecretUri(text) || pendingLabel(text) !== undefined
      ? { state: 'unknown' }
      : invalid('expected the URI of a secret'),
  encode() {
    throw new Error('a secret stands in a databag only')
  },
}
