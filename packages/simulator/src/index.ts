/** An embedded Juju: whole models of charms in one process, from one seed. */
export {
  deployBundle,
  readBundle,
  type Bundle,
  type BundleApplication,
  type LoadCharm,
  type LoadedCharm,
} from './bundle.ts'
export { readCharmDirectory, type CharmFiles } from './charm-directory.ts'
export type { ConfigChange, OptionMetadata } from './config.ts'
export type { DisclosedFields, DisclosedSide } from './disclosure.ts'
export type { CharmDeployment, DeployOptions, DirectoryDeployment, ProgramDeployment } from './deployment.ts'
export { ModelError, modelErrorCodes, type ModelErrorCode } from './errors.ts'
export type { Faults } from './faults.ts'
export type { HookCommand, HookCommandResult, UnitTools } from './hook-command.ts'
export type { HookOutcome, HookRun } from './hook-run.ts'
export type { CharmMetadata, EndpointMetadata, ResourceMetadata, Role, Scope, StorageMetadata } from './metadata.ts'
export { Model, type ModelOptions, type SettleOptions } from './model.ts'
export type { ActionResult, ExecResult } from './process/action-run.ts'
export { startGuard, type Guard } from './process/guard.ts'
export { defaultBounds, type SettleBounds } from './settle.ts'
export type { Program } from './state.ts'
export type {
  ActionEvent,
  ConsequenceEvent,
  EffectEvent,
  HookEvent,
  OperationEvent,
  SecretEvent,
  TraceEvent,
} from './trace.ts'
export type { ApplicationView, EndView, RelationView, StatusView, UnitView } from './view.ts'
