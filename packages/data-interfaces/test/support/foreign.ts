import type { Model, Program, RelationView } from '@interlayer/simulator'

/** An application of foreign make: what its leader has in its databag, and its secrets by URI. */
export interface Foreign {
  readonly app?: Readonly<Record<string, string>>
  readonly unit?: Readonly<Record<string, string>>
  readonly secrets?: Readonly<Record<string, Readonly<Record<string, string>>>>
}

/** A program that writes this as soon as it is related, with URIs of its own; what is left out later goes. */
export function foreign(endpoint: string, writes: () => Foreign): Program {
  const made = new Map<string, string>()
  return async (tools) => {
    const { app = {}, unit = {}, secrets = {} } = writes()
    for (const id of await tools.relationIds(endpoint)) {
      await tools.relationSet(id, 'unit', new Map(Object.entries(unit)))
      if (!(await tools.isLeader())) continue
      for (const [uri, content] of Object.entries(secrets)) {
        if (made.has(uri)) continue
        made.set(uri, await tools.secretAdd({ owner: 'app', label: uri, content: new Map(Object.entries(content)) }))
        await tools.secretGrant(made.get(uri) ?? '', id)
      }
      const before = await tools.relationGet(id, tools.context.unit.split('/')[0] ?? '')
      const gone = [...(before?.keys() ?? [])].filter((key) => !(key in app)).map((key) => [key, ''] as const)
      const texts = Object.entries(app).map(([key, text]) => [key, named(text, made)] as const)
      await tools.relationSet(id, 'app', new Map([...gone, ...texts]))
    }
    return { ran: [], flags: [], steps: [] }
  }
}

function named(text: string, made: ReadonlyMap<string, string>): string {
  return [...made].reduce((done, [uri, own]) => done.replaceAll(uri, own), text)
}

/** Runs a hook of each unit that does not come by itself, and lets everybody hear. */
export async function poke(model: Model, ...units: readonly string[]): Promise<void> {
  for (const unit of units) model.trigger(unit, 'update-status')
  await model.settle()
}

/** A databag of an application, with each secret's URI as the group that it stands for. */
export function databag(model: Model, relation: RelationView, application: string): Readonly<Record<string, string>> {
  const texts = [...(model.databag(relation, application) ?? [])]
  return Object.fromEntries(texts.map(([key, text]) => [key, text.replaceAll(/secret:[0-9a-z]{20}/g, 'secret:')]))
}

/** What happened to secrets, each as `owner change revision`. */
export function secretChanges(model: Model): readonly string[] {
  return model.trace.flatMap((event) => {
    if (event.event !== 'secret') return []
    return [[event.owner, event.change, ...(event.revision === undefined ? [] : [event.revision])].join(' ')]
  })
}
