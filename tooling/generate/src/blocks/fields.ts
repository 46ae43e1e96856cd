import {
  databagSchemas,
  placeOfSchema,
  schemaPath,
  type FieldContract,
  type FieldContracts,
  type InterfaceContract,
} from '@interlayer/contract'
import { code, phrase, table } from '../table.ts'
import { codecOf, meaningOf, presenceOf } from './field-words.ts'
import { byWire, sidesOf, type SideOfWire } from './sides.ts'

/** Every key of every databag, and of the secrets that they name. */
export function fieldsBlock(contract: InterfaceContract): string {
  const text = byWire(contract, (generation) => {
    const rows = sidesOf(generation).flatMap(({ name, databags }) =>
      Object.entries(databags).flatMap(([databag, fields]) =>
        rowsOf(fields, owners[databag === 'app' ? 'app' : 'unit']).map((row) => [name, databag, ...row] as const),
      ),
    )
    const fields = table(['side', 'databag', 'key', 'codec', 'presence', 'hidden', 'meaning'], rows)
    const schemas = schemasOf({ ...contract, generations: [generation] })
    return rows.length === 0 ? '' : [fields, ...sidesOf(generation).flatMap(notesOn), schemas].join('\n\n')
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

function notesOn({ name, reserved, unused = {}, silentPartner }: SideOfWire): readonly string[] {
  const others = Object.entries(unused).flatMap(([databag, keys]) =>
    Object.entries(keys).map(([key, what]) => `- ${databag}, ${code(key)}: ${phrase(what)}`),
  )
  return [
    ...(others.length === 0
      ? []
      : [`${sentence(name)}s of others write these too, and nobody here reads them:\n\n${others.join('\n')}`]),
    ...(reserved.length === 0 ? [] : [`No ${name} may write ${reserved.map(code).join(', ')} again.`]),
    ...(silentPartner === 'every' ? [`To who has written nothing yet, a ${name} speaks every wire.`] : []),
  ]
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`
}

/** Whose a secret is. */
const owners = { unit: 'secret of the unit', app: 'secret of the application' } as const

function rowsOf(fields: FieldContracts, owner: string): readonly (readonly string[])[] {
  return Object.entries(fields).flatMap(([key, field]) => [
    [code(key), codecOf(field), presenceOf(field), hiddenBy(field, owner), meaningOf(field)],
    ...Object.entries(field.content ?? {}).map(([name, part]) => [
      `${code(key)} › ${code(name)}`,
      codecOf(part),
      presenceOf(part),
      'in that secret',
      meaningOf(part),
    ]),
  ])
}

function hiddenBy({ sensitive, content }: FieldContract, owner: string): string {
  if (content !== undefined) return owner
  return sensitive === true ? 'sensitive' : 'no'
}
