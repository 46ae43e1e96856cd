import type { LogLevel, StatusName } from '@interlayer/runtime/adapter'

/**
 * One thing that happened, as plain JSON. There is no clock: equal seeds and equal calls give equal traces.
 * Secret values are not in it: fields marked sensitive show `***`, undeclared keys only their length.
 */
export type TraceEvent = ActionEvent | ConsequenceEvent | HookEvent | OperationEvent | EffectEvent | SecretEvent

/** What the operator asked for. */
export type ActionEvent =
  | { readonly event: 'deploy'; readonly application: string; readonly units: number }
  | { readonly event: 'relate'; readonly key: string }
  | { readonly event: 'add-unit'; readonly application: string }
  | { readonly event: 'remove-unit'; readonly unit: string }
  | { readonly event: 'remove-relation'; readonly relation: number; readonly key: string }
  | { readonly event: 'remove-application'; readonly application: string }
  /** Names only: a value may be a password. */
  | { readonly event: 'configure'; readonly application: string; readonly options: readonly string[] }
  | { readonly event: 'elect'; readonly unit: string }
  | { readonly event: 'trigger'; readonly unit: string; readonly hook: string }
  /** A secret is due for its owner. */
  | { readonly event: 'rotate' | 'expire'; readonly uri: string }
  | { readonly event: 'resolve'; readonly unit: string; readonly hook: string; readonly retry: boolean }

/** What Juju did by itself. */
export type ConsequenceEvent =
  | { readonly event: 'relation'; readonly relation: number; readonly key: string; readonly life: 'alive' | 'gone' }
  | {
      readonly event: 'unit'
      readonly unit: string
      readonly life: 'alive' | 'dying' | 'gone'
      readonly principal?: string
    }
  | { readonly event: 'application'; readonly application: string; readonly life: 'gone' }
  | { readonly event: 'leader'; readonly application: string; readonly unit: string }

/** One attempt of one hook; what it changed follows. */
export interface HookEvent {
  readonly event: 'hook'
  /** Counted over the whole model. */
  readonly number: number
  readonly unit: string
  readonly hook: string
  /** As the unit sees it: `website:3`. */
  readonly relation?: string
  readonly remoteUnit?: string
  readonly remoteApp?: string
  readonly departingUnit?: string
  /** Of hooks about a secret, and the revision that they are about. */
  readonly secret?: string
  readonly revision?: number
  /** Of hooks about storage. */
  readonly storage?: string
  readonly outcome: 'ok' | 'failed'
  readonly error?: { readonly message: string; readonly code?: string }
}

/** An action, or a command that the operator ran in a unit (`juju-exec`); what it changed comes before it. */
export interface OperationEvent {
  readonly event: 'operation'
  /** Counted with the hooks. */
  readonly number: number
  readonly unit: string
  readonly operation: string
  readonly outcome: 'ok' | 'failed'
}

/** A secret that changed, by a hook, or by the operator or Juju itself (no hook). Its content is never here. */
export interface SecretEvent {
  readonly event: 'secret'
  readonly hook?: number
  readonly uri: string
  /** A unit, an application, or the model. */
  readonly owner: string
  readonly change: 'added' | 'revised' | 'granted' | 'revoked' | 'removed' | 'planned'
  readonly revision?: number
  /** What the owner says with the change, or alone: when the content expires, and how often it is due for rotation. */
  readonly expire?: string
  readonly rotate?: string
  /** The unit or application that may read it, or may not any more; and the relation for which. */
  readonly target?: string
  readonly relation?: number
}

/** What a hook, or Juju itself (no hook), changed. Status and log come before their hook, since they act at once. */
export type EffectEvent =
  | {
      readonly event: 'databag'
      readonly hook?: number
      readonly relation: number
      /** The unit or the application whose databag it is. */
      readonly owner: string
      readonly key: string
      readonly before?: string
      readonly after?: string
    }
  | {
      readonly event: 'flag'
      readonly hook: number
      readonly unit: string
      readonly flag: string
      readonly raised: boolean
    }
  | {
      readonly event: 'status'
      readonly hook: number
      readonly unit: string
      readonly status: StatusName
      readonly message: string
    }
  | {
      readonly event: 'application-status'
      readonly hook: number
      readonly application: string
      readonly status: StatusName
      readonly message: string
    }
  | {
      readonly event: 'application-version'
      readonly hook: number
      readonly application: string
      readonly version: string
    }
  /** By its class and id; without a status it is gone. */
  | {
      readonly event: 'payload'
      readonly hook: number
      readonly unit: string
      readonly payload: string
      readonly status?: string
    }
  /** What an operator would see open: `80/tcp`; for all endpoints, or for one. */
  | {
      readonly event: 'port'
      readonly hook: number
      readonly unit: string
      readonly port: string
      readonly endpoint?: string
      readonly open: boolean
    }
  | {
      readonly event: 'log'
      readonly hook: number
      readonly unit: string
      readonly level: LogLevel
      readonly lines: readonly string[]
    }
