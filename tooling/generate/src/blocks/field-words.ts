import type { FieldContract } from '@interlayer/contract'
import { code, phrase } from '../table.ts'

/** How its text is read, and which values there are. */
export function codecOf(field: FieldContract): string {
  const choices = Object.entries(field.encoding ?? {}).map(([name, value]) => `${name} ${code(JSON.stringify(value))}`)
  const notes = [...valuesOf(field), ...choices]
  return notes.length === 0 ? field.codec : `${field.codec} (${notes.join(', ')})`
}

/** Which values there are, where the codec alone does not say it. */
function valuesOf({ codec, type, schema = {} }: FieldContract): readonly string[] {
  const { enum: words, minimum, maximum } = schema
  if (Array.isArray(words)) return [words.map((word) => code(String(word))).join(' or ')]
  if (minimum !== undefined && minimum === maximum) return [`only ${JSON.stringify(minimum)}`]
  const from = minimum === undefined ? [] : [`from ${JSON.stringify(minimum)}`]
  const bounds = [...from, ...(maximum === undefined ? [] : [`to ${JSON.stringify(maximum)}`])]
  if (bounds.length > 0) return [bounds.join(' ')]
  return ['json', 'yaml'].includes(codec) && type !== 'any' ? [type] : []
}

/** Whether it has to be there. */
export function presenceOf({ presence, default: value }: FieldContract): string {
  return presence === 'default' ? `default ${code(JSON.stringify(value))}` : presence
}

/** What it is for, and what else is to be known of it. */
export function meaningOf({ description, aliases = [], status, namesSecrets, placeholder }: FieldContract): string {
  const notes = [
    ...(placeholder === undefined ? [] : [`one key for each ${placeholder}`]),
    ...(aliases.length === 0 ? [] : [`read as ${aliases.map(code).join(', ')} as well`]),
    ...(status === 'deprecated' ? ['deprecated'] : []),
    ...(status === 'readOnly' ? ['read, but not written'] : []),
    ...(namesSecrets === true ? ['has URIs of secrets in it'] : []),
  ]
  return [phrase(description), ...notes].join('; ')
}
