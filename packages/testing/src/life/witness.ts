import type { EndpointClass, Fields } from '@interlayer/runtime'
import {
  fieldOf,
  type BagKind,
  type Delta,
  type HookTools,
  type SecretContent,
  type SecretTerms,
} from '@interlayer/runtime/adapter'

/** The shortest content of a secret that is looked for: shorter ones may well stand elsewhere. */
const shortest = 8
/** The shortest that is hidden, as in the simulator's traces. */
const shortestHidden = 4

/** Sees all that the hooks of a model hand to Juju, and notes what no interface may do. */
export class Witness {
  readonly problems = new Set<string>()
  /** By unit, what Juju keeps of its state. */
  readonly state = new Map<string, Map<string, string>>()
  /** Contents of secrets: they may stand in nothing but secrets. */
  readonly #contents = new Set<string>()
  /** By application, what it wrote to databags: who keeps what its partner has shown makes no secret of it. */
  readonly #shown = new Map<string, Set<string>>()
  /** All of it that has some length: in what is printed it is hidden. */
  readonly #hidden = new Set<string>()
  /** Values of fields that are marked sensitive: they may stand in databags, too. */
  readonly #sensitive = new Set<string>()
  /** Secrets that a charm made, and those of them that are gone, and that were granted. */
  readonly made = new Set<string>()
  readonly #removed = new Set<string>()
  readonly #granted = new Set<string>()
  /** Whether grants are held back, and those that are, by unit. */
  holdsGrants = false
  readonly #held = new Map<string, (readonly [uri: string, relation: string])[]>()

  /** The tools of one hook, watched. */
  over(tools: HookTools, side: EndpointClass): HookTools {
    const { unit } = tools.context
    return replacing(tools, {
      relationSet: async (id: string, bag: BagKind, delta: Delta) => {
        await this.#publish({ tools, side, bag, delta })
        return tools.relationSet(id, bag, delta)
      },
      stateSet: (delta: Delta) => {
        this.hears(`the state of ${unit}`, [...delta].flat())
        this.#keep(unit, delta)
        return tools.stateSet(delta)
      },
      secretAdd: async (secret: Parameters<HookTools['secretAdd']>[0]) => {
        this.#learn(unit, secret.content)
        const uri = await tools.secretAdd(secret)
        this.made.add(uri)
        return uri
      },
      secretSet: (uri: string, content: SecretContent, terms?: SecretTerms) => {
        this.#learn(unit, content)
        return tools.secretSet(uri, content, terms)
      },
      secretRemove: (...given: Parameters<HookTools['secretRemove']>) => this.#remove(tools, ...given),
      secretGrant: async (uri: string, id: string) => {
        this.#granted.add(uri)
        if (this.holdsGrants) this.#held.set(unit, [...(this.#held.get(unit) ?? []), [uri, id]])
        else await tools.secretGrant(uri, id)
      },
      statusSet: (...given: Parameters<HookTools['statusSet']>) => {
        this.hears(`the status of ${unit}`, [given[1]])
        return tools.statusSet(...given)
      },
      log: (...given: Parameters<HookTools['log']>) => {
        this.hears(`the log of ${unit}`, given[1])
        return tools.log(...given)
      },
    })
  }

  /** Grants what was held back of this unit, once grants are not held back any more. */
  async release(tools: HookTools): Promise<void> {
    const held = this.#held.get(tools.context.unit) ?? []
    if (this.holdsGrants || held.length === 0) return
    this.#held.delete(tools.context.unit)
    for (const [uri, id] of held) await tools.secretGrant(uri, id)
  }

  /** Notes a problem if one of the texts shows what is secret. */
  hears(place: string, texts: readonly string[]): void {
    this.#secretly(place, texts)
    for (const value of this.#sensitive)
      if (texts.some((text) => text.includes(value))) this.problems.add(`A sensitive value stands in ${place}.`)
  }

  /** The secrets that are still there. */
  get standing(): readonly string[] {
    return [...this.made].filter((uri) => !this.#removed.has(uri))
  }

  get knowsSecrets(): boolean {
    return this.#contents.size + this.#sensitive.size > 0
  }

  /** The text without what is secret. */
  hide(text: string): string {
    return [...this.#hidden].reduce((shown, content) => shown.replaceAll(content, '***'), text)
  }

  async #publish({ tools, side, bag, delta }: Publication): Promise<void> {
    const { unit } = tools.context
    if (bag === 'app' && !(await tools.isLeader()))
      this.problems.add(`${unit} writes for its application and is not its leader.`)
    const fields = fieldsOf(side, bag)
    const shown = this.#shown.get(applicationOf(unit)) ?? new Set()
    this.#shown.set(applicationOf(unit), shown)
    for (const [key, text] of delta) {
      shown.add(text)
      const field = fields[fieldOf(fields, key) ?? '']
      // Aliases are read; they are written to be deleted, no more.
      if (field === undefined || (text !== '' && field.options.aliases?.includes(key)))
        this.problems.add(
          `${unit} writes "${key}" to its ${bag} databag, which its side does not declare: declare it, or do not write it.`,
        )
      if (field?.options.sensitive) this.#note(this.#sensitive, text)
      this.#names(unit, key, text)
    }
    this.#secretly(`the ${bag} databag of ${unit}`, [...delta.values()])
  }

  #names(unit: string, key: string, text: string): void {
    for (const uri of this.made)
      if (text.includes(uri) && !this.#granted.has(uri))
        this.problems.add(`${unit} names a secret in "${key}" that it has granted to nobody: grant it first.`)
  }

  async #remove(tools: HookTools, uri: string, revision?: number): Promise<void> {
    if (revision === undefined) this.#removed.add(uri)
    await tools.secretRemove(uri, revision)
  }

  #learn(unit: string, content: SecretContent): void {
    const others = [...this.#shown].filter(([application]) => application !== applicationOf(unit))
    const shown = others.flatMap(([, texts]) => [...texts])
    for (const text of content.values())
      if (!shown.some((other) => other.includes(text) || other.includes(JSON.stringify(text).slice(1, -1))))
        this.#note(this.#contents, text)
  }

  #note(secrets: Set<string>, text: string): void {
    if (text.length >= shortestHidden) this.#hidden.add(text)
    if (text.length >= shortest) secrets.add(text)
  }

  #keep(unit: string, delta: Delta): void {
    const kept = this.state.get(unit) ?? new Map<string, string>()
    for (const [key, text] of delta)
      if (text === '') kept.delete(key)
      else kept.set(key, text)
    this.state.set(unit, kept)
  }

  #secretly(place: string, texts: readonly string[]): void {
    for (const content of this.#contents)
      if (texts.some((text) => text.includes(content))) this.problems.add(`The content of a secret stands in ${place}.`)
  }
}

interface Publication {
  readonly tools: HookTools
  readonly side: EndpointClass
  readonly bag: BagKind
  readonly delta: Delta
}

function applicationOf(unit: string): string {
  return unit.slice(0, unit.indexOf('/'))
}

/** The same tools, but for those given. */
function replacing(tools: HookTools, others: Partial<HookTools>): HookTools {
  return new Proxy(tools, {
    get(target, name) {
      const member: unknown = Reflect.get(Object.hasOwn(others, name) ? others : target, name)
      return typeof member === 'function'
        ? (...args: readonly unknown[]): unknown => Reflect.apply(member, target, args)
        : member
    },
  })
}

/** What the side declares in any of its wires. */
function fieldsOf({ definition, role, generations = [] }: EndpointClass, bag: BagKind): Fields {
  const older = generations.map((one) => one.definition[role]?.[bag] ?? {})
  return Object.fromEntries([...older, definition[role]?.[bag] ?? {}].flatMap((fields) => Object.entries(fields)))
}
