import { any, defineCharm, json, type AnyCharm, type Change, type Departure, type Ending } from '@interlayer/runtime'
import { record, string } from 'valibot'
import { Listener } from './channel.ts'

/** Whatever is wrong with what was reported. */
export type Faults = string[]

const ledger = json('What is known.', record(string(), string()), { default: {} })

/**
 * A charm with two consumers that keep a ledger each: one at once, one only while it is open. Both find out whether what
 * is reported to them adds up to what is visible. `fails` lets a hook fail after all that.
 */
export function bookkeeper(
  faults: Faults,
  chance: { readonly fails: () => boolean; readonly opens: () => boolean },
): AnyCharm {
  const happens = any('in.changed', 'in.departed', 'in.broken')
  return defineCharm({
    endpoints: { in: Listener },
    flags: { open: 'The second consumer may look.' },
    memory: { first: ledger, second: ledger },
  })
    .when('hook:update-status', (_, hook) => (chance.opens() ? hook.set('open') : hook.clear('open')))
    .when(
      happens,
      ({ in: input }, hook) => {
        const news = { changes: hook.changes('in'), gone: hook.gone('in'), visible: input.visible(), faults }
        hook.memory.update({ first: booked(hook.memory.written.first, news) })
      },
      'first',
    )
    .when(
      [happens, 'open'],
      ({ in: input }, hook) => {
        const news = { changes: hook.changes('in'), gone: hook.gone('in'), visible: input.visible(), faults }
        hook.memory.update({ second: booked(hook.memory.written.second, news) })
        compare('second', hook.memory.written.second, news)
      },
      'second',
    )
    .when({ all: [] }, ({ in: input }, hook) => {
      compare('first', hook.memory.written.first, { visible: input.visible(), faults })
      if (chance.fails()) throw new Error('bad luck')
    })
}

interface News {
  readonly changes: readonly Change[]
  readonly gone: readonly (Departure | Ending)[]
  readonly visible: ReadonlyMap<string, string>
  readonly faults: Faults
}

function booked(
  before: Readonly<Record<string, string>> = {},
  { changes, gone, visible, faults }: News,
): Record<string, string> {
  const known = new Map(Object.entries(before))
  for (const { relation, from, key, kind } of changes) {
    const entry = `${relation} ${from} ${key}`
    if (known.has(entry) === (kind === 'added')) faults.push(`${kind} ${entry}`)
    if (kind === 'removed') known.delete(entry)
    else known.set(entry, visible.get(entry) ?? 'nothing')
  }
  for (const fact of gone) {
    const prefix = fact.fact === 'departed' ? `${fact.relation} ${fact.unit} ` : `${fact.relation} `
    for (const entry of known.keys()) if (entry.startsWith(prefix)) known.delete(entry)
  }
  return Object.fromEntries(known)
}

function compare(
  consumer: string,
  known: Readonly<Record<string, string>> = {},
  { visible, faults }: Pick<News, 'visible' | 'faults'>,
): void {
  for (const entry of new Set([...Object.keys(known), ...visible.keys()])) {
    const [found = 'nothing', expected = 'nothing'] = [known[entry], visible.get(entry)]
    if (found !== expected) faults.push(`${consumer}: ${entry} is ${expected}, not ${found}`)
  }
}
