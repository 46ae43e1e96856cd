import { ModelError, type Model, type TraceEvent } from '@interlayer/simulator'
import { chapters, passTime, type Chapter } from './chapters.ts'
import { compare } from './comparison.ts'
import { applicationIn, inOrder, Observer, type Conversation } from './conversation.ts'
import { failedHooks, killedHooks } from './faults.ts'
import { castsOf, oursIn, type Cast, type Difference, type Pair, type Scene, type Side } from './pair.ts'
import { wireOf } from './wire.ts'

/** What became of the story of a pair. */
export interface Told {
  readonly problems: readonly string[]
  /** Allowed differences that occurred. */
  readonly occurred: ReadonlySet<Difference>
  /** By conversation, the wire that was spoken. */
  readonly wires: ReadonlyMap<Cast, number>
  /** Whether what a description of the wire computes was found in the databags. */
  readonly vector: boolean
  /** How many hooks were killed, of charms of ours and of theirs. */
  readonly killed: { readonly ours: number; readonly theirs: number }
}

const sides = ['provider', 'requirer'] as const

/** Tells the story to the applications of a pair, which are deployed and not related. */
export async function tell(pair: Pair, model: Model): Promise<Told> {
  const teller = new Teller(pair, model)
  try {
    await teller.tell()
  } catch (error) {
    if (!(error instanceof ModelError)) throw error
    teller.problems.push(error.message)
  }
  return teller
}

class Teller implements Told {
  readonly problems: string[] = []
  readonly occurred = new Set<Difference>()
  readonly wires = new Map<Cast, number>()
  vector = false
  readonly killed = { ours: 0, theirs: 0 }
  readonly #pair: Pair
  readonly #model: Model
  readonly #observer: Observer

  constructor(pair: Pair, model: Model) {
    this.#pair = pair
    this.#model = model
    this.#observer = new Observer(model, pair)
  }

  async tell(): Promise<void> {
    const conversations = castsOf(this.#pair).map((cast) => this.#relate(cast))
    for (const chapter of chapters) {
      await chapter.act(this.#model, conversations)
      await this.#model.settle()
      for (const conversation of conversations) {
        this.#agree(conversation, chapter)
        this.#compare(conversation, conversations, chapter)
        this.#checkVector(conversation, chapter)
      }
    }
    for (const conversation of conversations) this.#findWire(conversation)
    // What only those in Python do at the end, or when they fail, is not compared with anything.
    const ours = conversations.filter(({ cast }) => cast !== 'reference')
    await this.#keepSilent(ours)
    for (const { relation } of ours) this.#model.removeRelation(relation)
    await this.#model.settle()
    for (const { cast } of ours) {
      this.#leaveNothing(cast)
      this.#checkFaults(cast)
    }
    for (const { cast } of conversations) this.#countKilled(cast)
    for (const [whose, count] of Object.entries(this.killed))
      if (count === 0) this.problems.push(`No hook of ${whose} was killed: choose another seed.`)
    const missed = this.#pair.differences?.filter((difference) => !this.occurred.has(difference)) ?? []
    for (const { reason } of missed) this.problems.push(`A difference is allowed that does not occur: ${reason}`)
  }

  /** The sides that are charms: where Juju provides, nobody runs hooks for it. */
  get #speakers(): readonly Side[] {
    return this.#pair.provider === undefined ? ['requirer'] : sides
  }

  #relate(cast: Cast): Conversation {
    const { endpoint, interface: name } = this.#pair
    const [provider, requirer] = [applicationIn(cast, 'provider'), applicationIn(cast, 'requirer')]
    const provided = this.#pair.provider === undefined ? name : endpoint
    const relation = this.#model.relate(`${requirer}:${endpoint}`, `${provider}:${provided}`)
    return { cast, relation, provider, requirer }
  }

  #agree({ cast }: Conversation, { name, edition }: Chapter): void {
    const providers = this.#observer.units(cast, 'provider')
    const requirers = this.#observer.units(cast, 'requirer')
    const expect = (unit: string, wanted: (scene: Scene) => unknown): void => {
      const known = this.#observer.known(cast, unit)
      this.#expect(`${name}, ${cast}, ${unit}`, known, inOrder(wanted({ edition, unit, providers, requirers })))
    }
    if (this.#pair.provided !== undefined) expect(this.#observer.leader(cast, 'provider'), this.#pair.provided)
    for (const unit of requirers) expect(unit, this.#pair.required)
  }

  #compare(conversation: Conversation, conversations: readonly Conversation[], { name }: Chapter): void {
    const { cast } = conversation
    const reference = conversations.find((other) => other.cast === 'reference')
    if (reference === undefined || cast === 'reference') return
    for (const side of sides) {
      const pair = [this.#observer.written(conversation, side), this.#observer.written(reference, side)] as const
      const { problems, occurred } = compare({ side, cast }, pair, this.#pair.differences ?? [])
      this.problems.push(...problems.map((problem) => `${name}, ${cast}: ${problem}`))
      for (const difference of occurred) this.occurred.add(difference)
    }
  }

  #checkVector(conversation: Conversation, { name, edition }: Chapter): void {
    const { vector } = this.#pair
    if (vector?.edition !== edition) return
    for (const [unit, texts] of Object.entries(this.#observer.written(conversation, 'provider').units)) {
      const own = Object.fromEntries(Object.keys(vector.texts).map((key) => [key, texts[key]]))
      this.#expect(`${name}, ${conversation.cast}, databag of ${unit}`, own, vector.texts)
    }
    this.vector = true
  }

  #findWire(conversation: Conversation): void {
    const { provider, requirer, endpoint } = this.#pair
    const ours = [provider, requirer].flatMap((charm) => (charm === undefined ? [] : [charm(() => undefined)]))
    const [provides, requires] = sides.map((side) => this.#observer.written(conversation, side))
    if (provides === undefined || requires === undefined) return
    this.wires.set(conversation.cast, wireOf(ours, endpoint, { provides, requires }))
  }

  /** Every fault that the story has was there. */
  #checkFaults(cast: Cast): void {
    for (const side of this.#speakers) {
      const application = applicationIn(cast, side)
      const wanted = side === 'provider' ? ['changed', 'config-changed'] : ['changed']
      this.#expect(`hooks that ${application}/0 failed`, failedHooks(this.#model.trace, `${application}/0`), wanted)
    }
  }

  #countKilled(cast: Cast): void {
    for (const side of this.#speakers) {
      const killed = killedHooks(this.#model.trace, applicationIn(cast, side))
      this.killed[oursIn(cast, side) ? 'ours' : 'theirs'] += killed
    }
  }

  async #keepSilent(conversations: readonly Conversation[]): Promise<void> {
    const before = this.#model.trace.length
    passTime(this.#model, conversations)
    await this.#model.settle()
    const said = this.#model.trace.slice(before).filter(({ event }) => event === 'databag' || event === 'secret')
    for (const event of said) this.problems.push(`not silent: ${JSON.stringify(event)}`)
  }

  #leaveNothing(cast: Cast): void {
    for (const unit of this.#observer.units(cast, 'requirer'))
      this.#expect(`removal, ${cast}, ${unit}`, this.#observer.known(cast, unit), this.#pair.nothing)
    for (const side of sides) {
      const application = applicationIn(cast, side)
      const leaves = this.#pair.left?.side === side && !oursIn(cast, side)
      const found = secretsLeft(this.#model.trace, application)
      if (found > 0 !== leaves) this.problems.push(`removal, ${cast}: the ${side} has left ${String(found)} secrets.`)
      const units = this.#model.units.filter((unit) => unit.application === application)
      const flags = units.flatMap(({ name }) => this.#model.flags(name))
      this.#expect(`removal, ${cast}, flags of the ${side}`, flags, [])
    }
  }

  #expect(where: string, found: unknown, wanted: unknown): void {
    const [one, other] = [JSON.stringify(found), JSON.stringify(wanted)]
    if (one !== other) this.problems.push(`${where}: ${one}, and not ${other}.`)
  }
}

/** How many secrets an application, or one of its units, owns. */
function secretsLeft(trace: readonly TraceEvent[], application: string): number {
  const alive = new Set<string>()
  for (const event of trace) {
    if (event.event !== 'secret' || event.owner.replace(/\/.*/, '') !== application) continue
    if (event.change === 'added') alive.add(event.uri)
    if (event.change === 'removed' && event.revision === undefined) alive.delete(event.uri)
  }
  return alive.size
}
