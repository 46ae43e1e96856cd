import type { CharmFlags, Endpoints, Leaf, StoredFlag } from './charm-types.ts'
import type { Change, Departure, Ending } from '../transaction/facts.ts'
import type { Fields, ReadData } from '../fields/field.ts'
import type { HookSecret, HookStorage, LogLevel, Network, StatusName } from '../adapter/hook-tools.ts'
import type { Vocabulary } from './leaf.ts'
import type { LocalDatabag } from '../relations/relation.ts'
import type { CharmSecrets } from '../secrets/private-secrets.ts'
import type { Sensitive } from '../values/sensitive.ts'

/** What a handler knows of the hook, and what it may do beside talking to its endpoints. */
export interface Hook<
  E extends Endpoints = Endpoints,
  F extends CharmFlags = CharmFlags,
  C extends Fields = Fields,
  M extends Fields = Fields,
> {
  /** As Juju names it: `website-relation-changed`. */
  readonly name: string
  readonly unit: string
  readonly leader: boolean
  /** What the charm declares: the names that conditions can have. */
  readonly charm: Vocabulary
  /** The secret that a secret hook is about. */
  readonly secret: HookSecret | undefined
  /** The storage that a storage hook is about. */
  readonly storage: HookStorage | undefined
  /** The configuration, decoded. Throws CONFIG_INVALID when an option does not fit the charm's declaration. */
  readonly config: ReadData<C>
  /** What the unit remembers for itself, across hooks. */
  readonly memory: LocalDatabag<M>
  /** Secrets of the unit's own, which nobody else reads. */
  readonly unitSecrets: CharmSecrets
  /** Secrets of the application's own: its leader keeps them, and all its units read them. */
  readonly appSecrets: CharmSecrets
  readonly set: (flag: StoredFlag<F>) => void
  readonly clear: (flag: StoredFlag<F>) => void
  /** Whether a flag holds now, this hook's writes included; an edge holds while this handler has not dealt with it. */
  readonly isSet: (leaf: Leaf<E, F, C>) => boolean
  /** Every flag that holds now, sorted; edges are not among them. */
  readonly flags: () => readonly string[]
  /** What changed since this handler last ran in a successful hook. Its condition must watch it. */
  readonly changes: (source: (keyof E & string) | 'config') => readonly Change[]
  /** Who left since this handler last ran in a successful hook. Its condition must watch departures or endings. */
  readonly gone: (endpoint: keyof E & string) => readonly (Departure | Ending)[]
  /** Whether a value differs from what it was when this handler last succeeded; true the first time. Only a digest is kept, and none of what is sensitive. */
  readonly changed: (key: string, value: unknown) => boolean
  /** Shows `maintenance` with a message at once. Juju does not take it back when the hook fails. */
  readonly progress: (message: string) => Promise<void>
  /** A status of this part of the charm; the worst of all parts is shown after the hook. */
  readonly status: (status: StatusName, message?: string) => void
  readonly log: (level: LogLevel, message: string) => void
  /** Opens a port when the hook succeeds, for all endpoints: `80/tcp`, `8000-8010/udp`, `icmp`. One that is open stays so. */
  readonly openPort: (port: string) => void
  /** Closes a port, or a range as it was opened, when the hook succeeds. */
  readonly closePort: (port: string) => void
  /** Shows the version of the workload after the hook. */
  readonly version: (version: string) => void
  /** Where this unit is for an endpoint: where to listen, and where others reach it. */
  readonly network: (endpoint: keyof E & string) => Promise<Network>
  /** The newest content of a secret that an operator granted; undefined where it is not granted, or not there. */
  readonly readSecret: (uri: string) => Promise<Sensitive<Readonly<Record<string, string>>> | undefined>
}
