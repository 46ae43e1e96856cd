/**
 * Juju interface layers: declare an interface once with `defineInterface`, give each side a class on `Provider`, `Requirer` or
 * `Peer`, and use those classes in a charm with `defineCharm`.
 *
 * @packageDocumentation
 */
export { Charm, defineCharm } from './charm.ts'
export type { AnyCharm, CharmOptions, Handler } from './charm.ts'
export type { CharmFlag, EndpointClass, EndpointInstance, Endpoints, HookName, Leaf, Live } from './charm-types.ts'
export * from './fields/index.ts'
export { all, any, not } from './values/condition.ts'
export type { Condition } from './values/condition.ts'
export type { Problem, Reading } from './databag.ts'
export { defineInterface } from './define-interface.ts'
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
} from './definition.ts'
export { Peer, Provider, Requirer } from './endpoint.ts'
export type { EndpointContext, ReadyApplication, ReadyUnit } from './endpoint.ts'
export { InterlayerError, errorCodes } from './values/errors.ts'
export type { ErrorCode } from './values/errors.ts'
export { pairRequests, stableId } from './values/exchange.ts'
export type { Exchange, Exchanges } from './values/exchange.ts'
export type { Change, Departure, Ending, GoneReason } from './facts.ts'
export { customField } from './fields/field.ts'
export type {
  Codec,
  Decoded,
  Field,
  FieldOptions,
  Fields,
  Presence,
  ReadData,
  UpdateData,
  WriteData,
  Written,
} from './fields/field.ts'
export type { Hook } from './hook.ts'
export { canonicalJson, pythonJson } from './values/json.ts'
export type { Json } from './values/json.ts'
export type {
  Agreement,
  Conversation,
  LocalDatabag,
  Relation,
  RemoteApplication,
  RemoteUnit,
  RemoteUnitOf,
} from './relation.ts'
export type { StandardSchema } from './values/standard-schema.ts'
