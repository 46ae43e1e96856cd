import { toJsonSchema } from '@valibot/to-json-schema'
import * as v from 'valibot'
import { toSchema, type JsonSchema } from './json-schema.ts'

const flag = v.strictObject({ description: v.string(), formerly: v.optional(v.array(v.string())) })

const json = v.unknown()
const members = v.record(v.string(), json)

/** The members of one field, as contract.ts explains them. */
const fieldMembers = {
  codec: v.string(),
  type: v.picklist(['string', 'integer', 'number', 'boolean', 'array', 'object', 'null', 'any']),
  presence: v.picklist(['required', 'optional', 'default']),
  description: v.pipe(v.string(), v.minLength(1)),
  placeholder: v.optional(v.string()),
  default: v.optional(json),
  aliases: v.optional(v.array(v.string())),
  status: v.optional(v.picklist(['deprecated', 'readOnly'])),
  sensitive: v.optional(v.literal(true)),
  namesSecrets: v.optional(v.literal(true)),
  encoding: v.optional(members),
  schema: v.optional(members),
}
const content = v.record(v.string(), v.strictObject(fieldMembers))
const fields = v.record(v.string(), v.strictObject({ ...fieldMembers, content: v.optional(content) }))

const method = v.strictObject({
  summary: v.pipe(v.string(), v.minLength(1)),
  params: v.optional(fields),
  returns: v.optional(v.string()),
})

const databags = v.strictObject({ unit: v.optional(fields), app: v.optional(fields) })

const description = v.strictObject({
  interface: v.pipe(v.string(), v.minLength(1)),
  wire: v.pipe(v.number(), v.integer(), v.minValue(0)),
  summary: v.pipe(v.string(), v.minLength(1)),
  role: v.picklist(['provides', 'requires', 'peers']),
  scope: v.picklist(['global', 'container', 'either']),
  conversation: v.picklist(['global', 'application', 'unit']),
  writes: databags,
  reads: databags,
  flags: v.record(v.string(), flag),
  methods: v.record(v.string(), method),
})

/** The JSON Schema, of draft 2020-12, of what `describe` gives. */
export const descriptionSchema: JsonSchema = toSchema({
  ...toJsonSchema(description, { target: 'draft-2020-12' }),
  $id: 'urn:interlayer:description',
  title: 'One side of a Juju interface',
})

/** What does not fit the schema of descriptions, as sentences with the place; empty for what `describe` should give. */
export function descriptionProblems(value: unknown): readonly string[] {
  const { issues = [] } = v.safeParse(description, value)
  return issues.map((issue) => `${v.getDotPath(issue) ?? 'It'}: ${issue.message}`)
}
