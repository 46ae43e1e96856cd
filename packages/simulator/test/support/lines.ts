import type { HookEvent, Model } from '../../src/index.ts'

/** The hooks from an event on, one line each, as a person would write them down. */
export function hookLines(
  model: Model,
  { unit, since = 0 }: { unit?: string; since?: number } = {},
): readonly string[] {
  return hooks(model, since)
    .filter((event) => unit === undefined || event.unit === unit)
    .map((event) => (unit === undefined ? `${event.unit}: ${hookLine(event)}` : hookLine(event)))
}

/** The hooks of the trace, from an event on. */
export function hooks(model: Model, since = 0): readonly HookEvent[] {
  return model.trace.slice(since).filter((event) => event.event === 'hook')
}

/** `db-relation-departed db:3 pg/0 (departing web/1)`; what is about no unit shows the application in brackets. */
function hookLine({ hook, relation, remoteUnit, remoteApp, departingUnit, outcome }: HookEvent): string {
  const words = [hook, relation, remoteUnit ?? (relation === undefined ? undefined : `[${remoteApp ?? ''}]`)]
  if (departingUnit !== undefined) words.push(`(departing ${departingUnit})`)
  if (outcome === 'failed') words.push('failed')
  return words.filter((word) => word !== undefined).join(' ')
}
