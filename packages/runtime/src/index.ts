/**
 * Juju interface layers: declare an interface once with `defineInterface`, give each side a class on `Provider`, `Requirer` or
 * `Peer`, and use those classes in a charm with `defineCharm`.
 * @packageDocumentation
 */
export type { ActionHandler, ActionResults } from './actions/action.ts'
export { Charm, defineCharm, type AnyCharm, type CharmOptions, type Handler } from './charm/charm.ts'
export type { CharmFlag, CharmFlags, EndpointClass, Endpoints, HookName, Leaf, Live } from './charm/charm-types.ts'
export * from './fields/index.ts'
export { all, any, not, type Condition } from './values/condition.ts'
export { readSecret, type Problem, type Reading } from './definitions/databag.ts'
export { defineInterface } from './definitions/define-interface.ts'
export type {
  CommunicationScope,
  Contract,
  FlagDefinition,
  InterfaceDefinition,
  MethodDefinition,
  Params,
  Role,
  Scope,
  SideDefinition,
} from './definitions/definition.ts'
export {
  Peer,
  Provider,
  Requirer,
  type EndpointContext,
  type EndpointInstance,
  type ReadyApplication,
  type ReadyUnit,
} from './relations/endpoint.ts'
export type { RotatePolicy, SecretTerms } from './adapter/hook-tools.ts'
export type { CharmSecrets, RelationSecrets, SecretTexts } from './secrets/private-secrets.ts'
export { InterlayerError, errorCodes, type ErrorCode } from './values/errors.ts'
export { pairRequests, stableId, type Exchange, type Exchanges } from './values/exchange.ts'
export type { Change, Departure, Ending, GoneReason } from './transaction/facts.ts'
export {
  customField,
  type Codec,
  type Decoded,
  type Field,
  type FieldOptions,
  type Fields,
  type Presence,
  type ReadData,
  type UpdateData,
  type WriteData,
  type Written,
} from './fields/field.ts'
export type { Hook } from './charm/hook.ts'
export { canonicalJson, pythonJson, type Json } from './values/json.ts'
export { Sensitive } from './values/sensitive.ts'
export type {
  Agreement,
  Conversation,
  KeptSecret,
  LocalDatabag,
  Relation,
  RemoteApplication,
  RemoteUnit,
  RemoteUnitOf,
} from './relations/relation.ts'
export type { StandardSchema } from './values/standard-schema.ts'
