/** Hooks that Juju runs of itself. */
export const jujuHooks = [
  'install',
  'start',
  'stop',
  'remove',
  'config-changed',
  'update-status',
  'upgrade-charm',
  'leader-elected',
  'leader-settings-changed',
  'secret-changed',
  'secret-rotate',
  'secret-expired',
  'secret-remove',
  'collect-metrics',
  'meter-status-changed',
  'pre-series-upgrade',
  'post-series-upgrade',
] as const

/** What can happen to a relation. */
export const relationHooks = ['created', 'joined', 'changed', 'departed', 'broken'] as const

/** What can happen to storage and containers, behind their names. */
export type MachineHook =
  | `${string}-storage-${'attached' | 'detaching'}`
  | `${string}-pebble-${'ready' | 'custom-notice' | 'check-failed' | 'check-recovered'}`
/** Whether a name is one of those. */
export function isMachineHook(name: string): name is MachineHook {
  return /^.+-(?:storage-(?:attached|detaching)|pebble-(?:ready|custom-notice|check-failed|check-recovered))$/.test(
    name,
  )
}
