import { fieldContracts, type FieldContract } from '@interlayer/contract'
import type { AnyCharm, Field, Fields, Role, Scope } from '@interlayer/runtime'

/** What a charm's code wants of its metadata. */
export interface CharmCode {
  /** The file that says it. */
  readonly file: string
  readonly endpoints: ReadonlyMap<string, CodeEndpoint>
  /** Undefined where the code takes them from the metadata. */
  readonly options: ReadonlyMap<string, OptionSchema> | undefined
  readonly actions: ReadonlyMap<string, ActionSchema | undefined>
}

/** An endpoint by its class, or by its package, which may have several sides. */
export interface CodeEndpoint {
  readonly interface: string
  readonly roles: readonly [Role, ...Role[]]
  readonly scope: Scope
}

/** A configuration option, as `charmcraft.yaml` spells it. */
export interface OptionSchema {
  readonly type: 'string' | 'int' | 'float' | 'boolean'
  readonly default?: string | number | boolean
  readonly description: string
}

/** An action, as `charmcraft.yaml` spells it. */
export interface ActionSchema {
  readonly params: Readonly<Record<string, ParamSchema>>
  readonly required: readonly string[]
}

/** A parameter of an action. */
export interface ParamSchema {
  /** Left out where it may be anything. */
  readonly type?: string
  readonly default?: unknown
  readonly enum?: unknown
  readonly description: string
}

/** What a charm says, of which the file is named. */
export function charmCode({ endpoints, config, actions }: AnyCharm, file: string): CharmCode {
  return {
    file,
    endpoints: new Map(
      Object.entries(endpoints).map(([name, { definition, role }]) => {
        return [name, { interface: definition.name, roles: [role], scope: definition.scope ?? 'global' }]
      }),
    ),
    options: new Map(Object.entries(config).map(([name, field]) => [name, optionSchema(field)])),
    actions: new Map([...actions].map(([name, { params }]) => [name, actionSchema(params)])),
  }
}

/** The type that an operator's value has to have; a text may be anything that the field reads. */
function optionSchema(field: Field): OptionSchema {
  const { codec, description, options } = field
  const contract = fieldContracts({ field })['field']
  const type = codec === 'float' || contract?.type === 'number' ? 'float' : (optionTypes[codec] ?? 'string')
  const value = options.default
  if (value === undefined) return { type, description }
  const isPlain = typeof value === 'number' || typeof value === 'boolean'
  return { type, default: isPlain && type !== 'string' ? value : field.encode(value), description }
}

const optionTypes: Readonly<Record<string, OptionSchema['type']>> = { integer: 'int', boolean: 'boolean' }

function actionSchema(params: Fields): ActionSchema {
  const contracts = Object.entries(fieldContracts(params))
  return {
    params: Object.fromEntries(contracts.map(([name, contract]) => [name, paramSchema(contract)])),
    required: contracts.flatMap(([name, { presence }]) => (presence === 'required' ? [name] : [])),
  }
}

function paramSchema({ type, codec, schema, description, default: value }: FieldContract): ParamSchema {
  const words = codec === 'choice' && typeof schema === 'object' ? schema['enum'] : undefined
  return {
    ...(type !== 'any' && { type }),
    ...(value !== undefined && { default: value }),
    ...(words !== undefined && { enum: words }),
    description,
  }
}
