import {
  defineInterface,
  integer,
  json,
  list,
  Peer,
  Provider,
  Requirer,
  text,
  type Contract,
  type Problem,
  type UpdateData,
  type WriteData,
} from '@interlayer/runtime'
import { number, object, unknown } from 'valibot'

const said = {
  value: integer('What the unit says.'),
  note: text('A remark.', { optional: true }),
  tags: list('Words about it.', { optional: true }),
  extra: json('Anything else.', unknown(), { optional: true }),
  token: text('A password.', { optional: true, sensitive: true }),
  'item_{name}': json('One thing of many, by name.', object({ size: number() }), { sensitive: true }),
} as const

/** A made-up interface with a bit of everything: the provider says, the requirer hears and wishes, peers gossip. */
export const channel = defineInterface({
  name: 'channel',
  wire: 0,
  summary: 'What units tell each other in tests.',
  scope: 'either',
  provides: {
    unit: said,
    app: { owner: text('Who speaks for the application.') },
    flags: { wished: 'Some unit has a wish.' },
  },
  requires: {
    conversation: 'global',
    unit: { wish: text('What the unit would like to hear.', { optional: true }) },
    app: { topic: text('What the application is about.') },
    memory: { '{unit}': integer('What a unit said last.') },
    flags: {
      available: { description: 'Some unit has said something.', formerly: ['connected', 'hub.ready'] },
      owned: 'Some application has an owner.',
    },
  },
  peers: { unit: { nick: text('What the unit is called.') }, app: { motto: text('What all have in common.') } },
})

type Said = WriteData<(typeof channel)['provides']['unit']>

/** The side that says something. */
export class Speaker extends Provider<typeof channel> implements Contract<typeof channel, 'provides'> {
  static readonly definition: typeof channel = channel

  get wished(): boolean {
    return this.wishes().length > 0
  }

  wishes(): readonly string[] {
    return this.readyUnits.flatMap(({ data }) => data.wish ?? [])
  }

  topics(): readonly string[] {
    return this.readyApps.map(({ app, data }) => `${app.name}: ${data.topic}`)
  }

  say(data: Said): void {
    for (const { localUnit } of this.relations) localUnit.publish(data)
  }

  /** To one relation only. */
  whisper(id: string, data: Said): void {
    this.relation(id)?.localUnit.publish(data)
  }

  correct(data: UpdateData<(typeof channel)['provides']['unit']>): void {
    for (const { localUnit } of this.relations) localUnit.update(data)
  }

  /** Whether it could be said: only leaders speak for their application. */
  sign(owner: string): boolean {
    for (const { localApp } of this.relations) localApp?.publish({ owner })
    return this.relations.some(({ localApp }) => localApp !== undefined)
  }

  get relationIds(): readonly string[] {
    return this.relations.map(({ id }) => id)
  }
}

/** What one unit said. */
export interface Heard {
  readonly relation: string
  readonly unit: string
  readonly value: number
}

/** The side that listens. */
export class Listener extends Requirer<typeof channel> implements Contract<typeof channel, 'requires'> {
  static readonly definition: typeof channel = channel

  get available(): boolean {
    return this.readyUnits.length > 0
  }

  get owned(): boolean {
    return this.readyApps.length > 0
  }

  heard(): readonly Heard[] {
    return this.readyUnits.map(({ relation, unit, data }) => ({
      relation: relation.id,
      unit: unit.name,
      value: data.value,
    }))
  }

  /** The whole of what each unit said that is ready. */
  data(): readonly object[] {
    return this.readyUnits.map(({ data }) => data)
  }

  /** What all units say together, and who differs. */
  together(): unknown {
    return this.conversations.map((conversation) => conversation.databag)[0]
  }

  /** Of each unit, in which state its databag is. */
  states(): readonly string[] {
    return this.units.map(({ name, databag }) => `${name} ${databag.state}`)
  }

  /** In a container relation, who is in it with this unit. */
  partners(): readonly (string | undefined)[] {
    return this.relations.map(({ partner }) => partner?.name)
  }

  /** Everything that is visible, as texts: by relation, member and key. */
  visible(): ReadonlyMap<string, string> {
    const members = this.relations.flatMap(({ id, units, remoteApp }) =>
      [...units, ...(remoteApp === undefined ? [] : [remoteApp])].flatMap(({ name, raw }) =>
        [...raw].map(([key, text]) => [`${id} ${name} ${key}`, text] as const),
      ),
    )
    return new Map(members)
  }

  rejected(): readonly Problem[] {
    return this.units.flatMap(({ databag }) => (databag.state === 'ready' ? databag.rejected : []))
  }

  owners(): readonly string[] {
    return this.readyApps.map(({ app, data }) => `${app.name}: ${data.owner}`)
  }

  wish(wish: string | undefined): void {
    for (const { localUnit } of this.relations) localUnit.publish({ wish })
  }

  discuss(topic: string): void {
    for (const { localApp } of this.relations) localApp?.publish({ topic })
  }

  /** Keeps what every unit said last, for when it has left. */
  remember(): void {
    for (const { relation, unit, data } of this.readyUnits)
      relation.memory.update({ '{unit}': { [unit.name]: data.value } })
  }

  /** By relation, what is kept. */
  remembered(): Readonly<Record<string, Readonly<Record<string, number>>>> {
    return Object.fromEntries(this.relations.map(({ id, memory }) => [id, { ...memory.written['{unit}'] }]))
  }
}

/** The units of one application among themselves. */
export class Gossip extends Peer<typeof channel> implements Contract<typeof channel, 'peers'> {
  static readonly definition: typeof channel = channel

  introduce(nick: string): void {
    for (const { localUnit } of this.relations) localUnit.publish({ nick })
  }

  /** Whether it could be said: only leaders speak for their application. */
  proclaim(motto: string): boolean {
    for (const { localApp } of this.relations) localApp?.publish({ motto })
    return this.relations.some(({ localApp }) => localApp !== undefined)
  }

  nicks(): readonly string[] {
    return this.readyUnits.map(({ unit, data }) => `${unit.name}: ${data.nick}`)
  }

  /** The application that the peers are of, and what its leader proclaimed. */
  mottos(): readonly string[] {
    return this.relations.map(({ remoteApp }) => {
      const motto = remoteApp?.databag.state === 'ready' ? remoteApp.databag.data.motto : 'none'
      return `${remoteApp?.name ?? 'nobody'}: ${motto}`
    })
  }
}
