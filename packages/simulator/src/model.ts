import { extname } from 'node:path'
import type { RawBag } from '@interlayer/runtime/adapter'
import { deploy } from './application.ts'
import type { ConfigChange } from './config.ts'
import { readDeployment, type DeployOptions } from './deployment.ts'
import { ModelError } from './errors.ts'
import { FaultPlan, type Faults } from './faults.ts'
import type { HookRun } from './hook-run.ts'
import { integrate } from './integration.ts'
import { applicationNamed, relationNumbered, unitNamed } from './lookup.ts'
import * as operator from './operator.ts'
import type { ActionResult, ExecResult } from './process/action-run.ts'
import { runAction, runCommand } from './process/operation.ts'
import { ProcessHost } from './process/process-host.ts'
import { defaultBounds, settle, step, type SettleBounds } from './settle.ts'
import { withoutSecrets, withoutSecretsIn } from './secrets/secret-hiding.ts'
import { addUserSecret, expireSecret, grantUserSecret, rotateSecret, updateUserSecret } from './secrets/secret-life.ts'
import type { World } from './state.ts'
import { tools } from './tools/tool-table.ts'
import type { TraceEvent } from './trace.ts'
import {
  viewApplication,
  viewRelation,
  viewStatus,
  viewUnit,
  type ApplicationView,
  type RelationView,
  type StatusView,
  type UnitView,
} from './view.ts'
import { newWorld } from './world.ts'

/** How a model is made. */
export interface ModelOptions {
  /** Decides everything that Juju leaves to chance. Equal seeds and equal calls give equal runs. Default 0. */
  readonly seed?: number
  /** Its machines have the addresses 127.<network>.0.1 and on; models with real servers need different ones. Default 1. */
  readonly network?: number
  /**
   * Whether charms find a relation that ends among its endpoint's relations when nobody is left in it. Juju shows it as long as the
   * unit's agent has not asked anew, and hides it then. Default: false.
   */
  readonly listEnding?: boolean
  /** Whether `trace` keeps what happens. Default true. */
  readonly trace?: boolean
  /** Called with each event as it happens, also when the trace is not kept. */
  readonly onEvent?: (event: TraceEvent) => void
  readonly bounds?: Partial<SettleBounds>
  /** What goes wrong by itself. Default: nothing. */
  readonly faults?: Faults
  /** An executable that serves as every hook tool of units that are processes, in place of this package's own. */
  readonly toolBinary?: string
}

/** How one `settle` is limited. */
export interface SettleOptions {
  /** The units whose hooks run; all when absent. */
  readonly units?: readonly string[]
  /** Stops it, once aborted, before the next hook (`SETTLE_STOPPED`). The hook that runs is not ended by it. */
  readonly signal?: AbortSignal | undefined
}

/**
 * An embedded Juju: applications, units and relations, whose hooks run in this process, one at a time, in an order
 * that Juju could have chosen. Nothing runs but in `step` and `settle`.
 */
export class Model {
  /** Everything that happened, in order. */
  readonly trace: readonly TraceEvent[]
  readonly #world: World
  readonly #bounds: SettleBounds
  #busy = false

  constructor(options: ModelOptions = {}) {
    const { seed = 0, network = 1, listEnding = false, trace: kept = true, onEvent, bounds, faults = {} } = options
    const trace: TraceEvent[] = []
    this.trace = trace
    this.#bounds = { ...defaultBounds, ...bounds }
    const record = (event: TraceEvent): void => {
      const shown = withoutSecrets(this.#world.hidden, event)
      if (kept) trace.push(shown)
      onEvent?.(shown)
    }
    // The same beside the sources and beside what is built from them.
    const script = new URL(`hook-tool${extname(import.meta.url)}`, import.meta.url)
    const processes = new ProcessHost({ names: Object.keys(tools), binary: options.toolBinary, script })
    this.#world = newWorld(seed, {
      network,
      listEnding,
      faults: new FaultPlan(seed, faults),
      record,
      processes,
      traced: kept || onEvent !== undefined,
    })
  }

  get applications(): readonly ApplicationView[] {
    return [...this.#world.applications.values()].map(viewApplication)
  }

  get units(): readonly UnitView[] {
    return [...this.#world.units.values()].map(viewUnit)
  }

  /** Peer relations among them, by number. */
  get relations(): readonly RelationView[] {
    return [...this.#world.relations.values()].map(viewRelation)
  }

  deploy(name: string, options: DeployOptions): ApplicationView {
    return viewApplication(deploy(this.#world, name, readDeployment(options)))
  }

  /** Relates `application:endpoint` to another; the endpoint may be left out where only one pair fits. */
  relate(one: string, other: string): RelationView {
    return viewRelation(integrate(this.#world, one, other))
  }

  addUnit(application: string): UnitView {
    return viewUnit(operator.addUnitByHand(this.#world, applicationNamed(this.#world, application)))
  }

  removeUnit(unit: string): void {
    operator.removeUnitByHand(this.#world, unitNamed(this.#world, unit))
  }

  removeRelation({ number }: Pick<RelationView, 'number'>): void {
    operator.removeRelationByHand(this.#world, relationNumbered(this.#world, number))
  }

  removeApplication(application: string): void {
    operator.removeApplicationByHand(this.#world, applicationNamed(this.#world, application))
  }

  /** Sets options; `undefined` goes back to an option's default. */
  configure(application: string, change: ConfigChange): void {
    operator.configure(this.#world, applicationNamed(this.#world, application), change)
  }

  /** Makes the unit its application's leader. Leadership moves otherwise only when the leader is gone. */
  elect(unit: string): void {
    operator.elect(this.#world, unitNamed(this.#world, unit))
  }

  /** Causes a hook that does not come by itself, such as `update-status`. It runs at its place among the others. */
  trigger(unit: string, hook: string): void {
    operator.trigger(this.#world, unitNamed(this.#world, unit), hook)
  }

  /** Runs an action of a unit that is a process, also while a hook of it is in error. A failure is in the result. */
  async runAction(unit: string, name: string, params: Readonly<Record<string, unknown>> = {}): Promise<ActionResult> {
    return this.#alone(() => runAction(this.#world, unitNamed(this.#world, unit), { name, params }))
  }

  /** Runs a command of a shell in a unit that is a process, as `juju exec` does: with its hook tools, and committed with 0. */
  async exec(unit: string, command: string): Promise<ExecResult> {
    return this.#alone(() => runCommand(this.#world, unitNamed(this.#world, unit), command))
  }

  /** Makes a secret due for rotation: its owner runs `secret-rotate`. */
  rotate(uri: string): void {
    rotateSecret(this.#world, uri)
  }

  /** Makes the newest revision of a secret expire: its owner runs `secret-expired`. */
  expire(uri: string): void {
    expireSecret(this.#world, uri)
  }

  /** Adds a secret of the operator, as `juju add-secret`; gives its URI. */
  addSecret(name: string, content: Readonly<Record<string, string>>): string {
    return addUserSecret(this.#world, name, content)
  }

  /** Gives a secret of the operator a new revision. */
  updateSecret(uri: string, content: Readonly<Record<string, string>>): void {
    updateUserSecret(this.#world, uri, content)
  }

  /** Lets an application read a secret of the operator. */
  grantSecret(uri: string, application: string): void {
    grantUserSecret(this.#world, uri, applicationNamed(this.#world, application))
  }

  /** Runs the unit's failed hook again at its next turn or, without a retry, counts it as run. */
  resolve(unit: string, { retry = true }: { readonly retry?: boolean } = {}): void {
    operator.resolve(this.#world, unitNamed(this.#world, unit), { retry })
  }

  /** Runs the unit's next hook, a failed one again; undefined when it has none. A failure is in the result. */
  async step(unit: string): Promise<HookRun | undefined> {
    return this.#alone(() => step(this.#world, unitNamed(this.#world, unit)))
  }

  /**
   * Runs hooks, of all units or of those named, until nothing is pending; gives the number of hooks. Rejects when a
   * hook keeps failing (`HOOK_FAILED`) and when charms keep answering each other (`EXCHANGE_UNBOUNDED`).
   */
  async settle({ units, signal }: SettleOptions = {}): Promise<number> {
    const only = units && new Set(units.map((unit) => unitNamed(this.#world, unit)))
    return this.#alone(() => settle(this.#world, { bounds: this.#bounds, only, signal }))
  }

  /** The databag of a unit or an application; undefined for who never was in the relation. */
  databag({ number }: Pick<RelationView, 'number'>, member: string): RawBag | undefined {
    const { unitBags, applicationBags } = relationNumbered(this.#world, number)
    return (unitBags.get(member) ?? applicationBags.get(member))?.content
  }

  /** The flags that the unit's last successful hook reported. */
  flags(unit: string): readonly string[] {
    return unitNamed(this.#world, unit).flags
  }

  status(unit: string): StatusView {
    const found = unitNamed(this.#world, unit)
    return viewStatus(found, this.#world.awake.has(found))
  }

  /** A text with `***` for each content of a secret of this model, as the trace has it. */
  shown(text: string): string {
    return withoutSecretsIn(this.#world.hidden, text)
  }

  /** Removes the files of units that are processes. They go with this process too. */
  close(): void {
    this.#world.processes.close()
  }

  async #alone<T>(run: () => Promise<T>): Promise<T> {
    if (this.#busy) throw new ModelError('MODEL_BUSY', 'Hooks of this model are being run: wait for step and settle.')
    this.#busy = true
    try {
      return await run()
    } finally {
      this.#busy = false
    }
  }
}
