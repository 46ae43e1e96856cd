import type { HookEvent, Model } from '../../src/index.ts'

/** The hooks since an event, of one unit or of all, one line each: what a person would write down. */
export function hookLines(
  model: Model,
  { unit, since = 0 }: { unit?: string; since?: number } = {},
): readonly string[] {
  return model.trace
    .slice(since)
    .filter((event) => event.event === 'hook')
    .filter((event) => unit === undefined || event.unit === unit)
    .map((event) => (unit === undefined ? `${event.unit}: ${hookLine(event)}` : hookLine(event)))
}

/** `db-relation-departed db:3 pg/0 (departing web/1)`; an event about an application shows its name alone. */
function hookLine({ hook, relation, remoteUnit, remoteApp, departingUnit, outcome }: HookEvent): string {
  const words = [hook, relation, remoteUnit ?? (relation === undefined ? undefined : `[${remoteApp ?? ''}]`)]
  if (departingUnit !== undefined) words.push(`(departing ${departingUnit})`)
  if (outcome === 'failed') words.push('failed')
  return words.filter((word) => word !== undefined).join(' ')
}
