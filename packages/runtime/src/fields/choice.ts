import { customField, decoded, type Codec, type Field, type FieldOptions, type PresenceOf } from './field.ts'

/** One word of a list. A word outside it reads as absence, so that the other side may know more of them. */
export function choice<const V extends readonly string[], O extends FieldOptions<V[number]> = FieldOptions<V[number]>>(
  description: string,
  values: V,
  options?: O,
): Field<V[number], V[number], PresenceOf<O>> {
  return customField(
    { codec: 'choice', description, implementation: choiceCodec(values), schema: { enum: values } },
    options,
  )
}

function choiceCodec<V extends readonly string[]>(values: V): Codec<V[number], V[number]> {
  return {
    decode: (raw) => (values.includes(raw) ? decoded(raw) : { state: 'unknown' }),
    encode(value) {
      if (!values.includes(value)) throw new Error(`expected one of ${values.join(', ')}`)
      return value
    },
  }
}
