/**
 * For who connects the runtime to something: the port to implement and the life of one hook over it.
 * @packageDocumentation
 */
export { callMethod, flagNames } from './bridge.ts'
export type {
  BagKind,
  ConfigValue,
  Delta,
  HookContext,
  HookRelation,
  HookSecret,
  HookStorage,
  HookTools,
  LogLevel,
  Network,
  NewSecret,
  RawBag,
  RotatePolicy,
  SecretContent,
  SecretInfo,
  SecretTerms,
  StatusName,
} from './hook-tools.ts'
export type { HookReport, Step } from './report.ts'
export { runHook } from '../hook/run.ts'
export { fieldOf } from '../definitions/databag-layout.ts'
export { remoteRole } from '../definitions/definition.ts'
export { suggest } from '../values/errors.ts'
export { jujuKeys, nearest, sortNames } from '../values/names.ts'
export { PlaceReader, type Place, type PlaceRules } from '../values/place.ts'
export { spoken } from '../wires/spoken.ts'
