import {
  databagSchemas,
  placeOfSchema,
  schemaPath,
  type FieldContract,
  type FieldContracts,
  type InterfaceContract,
} from '@interlayer/contract'
import { code, phrase, table } from '../table.ts'
import { byWire, sidesOf } from './sides.ts'

/** Every key of every databag, and of the secrets that they name. */
export function fieldsBlock(contract: InterfaceContract): string {
  const text = byWire(contract, (generation) => {
    const rows = sidesOf(generation).flatMap(({ name, databags }) =>
      Object.entries(databags).flatMap(([databag, fields]) =>
        rowsOf(fields).map((row) => [name, databag, ...row] as const),
      ),
    )
    const fields = table(['side', 'databag', 'key', 'codec', 'presence', 'hidden', 'meaning'], rows)
    return rows.length === 0 ? '' : `${fields}\n\n${schemasOf({ ...contract, generations: [generation] })}`
  })
  return text === '' ? 'No side writes anything: that a relation is there says all.' : text
}

/** Where each databag is said as JSON Schema. */
function schemasOf(contract: InterfaceContract): string {
  const links = [...databagSchemas(contract).keys()].flatMap((id) => {
    const place = placeOfSchema(id)
    if (place === undefined) return []
    const { role, databag, secret } = place
    return [`[${code([role, databag, secret].filter(Boolean).join('.'))}](${schemaPath(place)})`]
  })
  return `As JSON Schema: ${links.join(', ')}.`
}

function rowsOf(fields: FieldContracts, within = ''): readonly (readonly string[])[] {
  return Object.entries(fields).flatMap(([key, field]) => [
    [`${within}${code(key)}`, codecOf(field), presenceOf(field), hiddenBy(field, within), meaningOf(field)],
    ...rowsOf(field.content ?? {}, `${within}${code(key)} › `),
  ])
}

function codecOf({ codec, encoding = {} }: FieldContract): string {
  const choices = Object.entries(encoding).map(([name, value]) => `${name} ${code(JSON.stringify(value))}`)
  return choices.length === 0 ? codec : `${codec} (${choices.join(', ')})`
}

function presenceOf({ presence, default: value }: FieldContract): string {
  return presence === 'default' ? `default ${code(JSON.stringify(value))}` : presence
}

function hiddenBy({ sensitive, content }: FieldContract, within: string): string {
  if (content !== undefined || within !== '') return 'secret'
  return sensitive === true ? 'sensitive' : 'no'
}

function meaningOf({ description, aliases = [], status, namesSecrets, placeholder }: FieldContract): string {
  const notes = [
    ...(placeholder === undefined ? [] : [`one key for each ${placeholder}`]),
    ...(aliases.length === 0 ? [] : [`read as ${aliases.map(code).join(', ')} as well`]),
    ...(status === 'deprecated' ? ['deprecated'] : []),
    ...(status === 'readOnly' ? ['read, but not written'] : []),
    ...(namesSecrets === true ? ['has URIs of secrets in it'] : []),
  ]
  return [phrase(description), ...notes].join('; ')
}
