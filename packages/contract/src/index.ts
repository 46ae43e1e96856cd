/**
 * The contract of a Juju interface as data: what `wire.json` holds, JSON Schema for its databags, an importer of such schemas,
 * and what changed between two contracts.
 *
 * ```ts
 * import { contractOf, databagSchemas } from '@interlayer/contract'
 * import { http } from '@interlayer/interface-http'
 *
 * const contract = contractOf([http])
 * console.log([...databagSchemas(contract).keys()]) // => [ 'urn:interlayer:http:0:provides:unit' ]
 * ```
 * @packageDocumentation
 */
export type {
  Databag,
  FieldContract,
  FieldContracts,
  FlagContract,
  GenerationContract,
  InterfaceContract,
  MethodContract,
  SideContract,
  ValueType,
} from './contract.ts'
export { contractOf, definitionsIn } from './contract-of.ts'
export { databagSchemas, placeOfSchema, schemaId, schemaPath, type DatabagPlace } from './databag-schema.ts'
export { describe, type SideDescription } from './describe.ts'
export { fieldContracts } from './field-contract.ts'
export { descriptionProblems, descriptionSchema } from './description-schema.ts'
export type { JsonSchema } from './json-schema.ts'
export { wireJson } from './wire-json.ts'
export { compareContracts } from './compare/compare.ts'
export { rules, severityOf, type ContractChange, type Rule, type Severity } from './compare/rules.ts'
export type { Encoding } from './import/field-makers.ts'
export type { Effect, Finding } from './import/finding.ts'
export { databagsOf, importSchemas, type ImportedDefinition, type ImportOptions } from './import/import-schemas.ts'
