import type { RawBag, SecretContent, SecretTerms } from '../adapter/hook-tools.ts'
import type { Draft, Place } from '../transaction/draft.ts'
import { InterlayerError } from '../values/errors.ts'
import { canonicalJson, isRecord, parseJson, textsIn } from '../values/json.ts'
import { Sensitive } from '../values/sensitive.ts'
import { checkSecret } from './secret-limits.ts'

/** The content of a secret: keys have at least three characters of `a-z`, `0-9` and `-`; a value has up to 8 KiB, all of them 64 KiB. */
export type SecretTexts = Readonly<Record<string, string>>

/** What can be done with secrets that nobody but this unit, or its application, reads. It happens when the hook succeeds. */
interface AnySecrets {
  /**
   * Makes it, or gives it new content or another plan. Equal content makes no revision; a plan that is left out stays as it is.
   */
  keep(name: string, content: SecretTexts, plan?: SecretTerms): void
  /** Removes it, if it is there. */
  drop(name: string): void
  /** Whether Juju has said that it expired, or is due for rotation, and it has no new content or plan since. */
  isDue(name: string): boolean
}

/** Secrets of this unit's own about a relation, which nobody else reads. They are removed when the relation ends. */
export interface RelationSecrets extends AnySecrets {
  /** Those that are kept, this hook's writes included. */
  readonly names: readonly string[]
  /** This hook's writes included; undefined where there is none. */
  read(name: string): Sensitive<SecretTexts> | undefined
}

/** Secrets of the charm's own: of the unit, or of the application, whose units all read what its leader keeps. */
export interface CharmSecrets extends AnySecrets {
  /** The newest content, this hook's writes included; undefined where there is none. */
  read(name: string): Promise<Sensitive<SecretTexts> | undefined>
}

/** A secret that this unit keeps, as far as it is known at the beginning of a hook. */
export interface PrivateSecret {
  /** Undefined for an application's of which this unit has said none. */
  readonly terms: SecretTerms | undefined
  readonly due: boolean
  /** Of those about a relation, which are read in each hook. */
  readonly found?: { readonly uri: string; readonly content: SecretContent }
}

/** By label. */
export type KnownSecrets = ReadonlyMap<string, PrivateSecret>

/** Private secrets over the draft, of one scope: those about a relation, by its id, or the charm's by their owner. */
export class PrivateSecrets implements RelationSecrets {
  readonly #draft: Draft
  readonly #known: KnownSecrets
  readonly #place: Place
  readonly #scope: string

  constructor(draft: Draft, known: KnownSecrets, scope: string) {
    this.#draft = draft
    this.#known = known
    this.#place = privatePlace(known)
    this.#scope = scope
  }

  get names(): readonly string[] {
    const labels = [...this.#now].filter(([, text]) => text !== droppedSecret).map(([label]) => label)
    const start = labelOf(this.#scope, '')
    return labels.flatMap((label) => (label.startsWith(start) ? [label.slice(start.length)] : []))
  }

  read(name: string): Sensitive<SecretTexts> | undefined {
    const kept = readKept(this.#now.get(this.#label(name)))
    return kept && new Sensitive(Object.fromEntries(kept.content))
  }

  keep(name: string, content: SecretTexts, plan: SecretTerms = {}): void {
    const label = this.#label(name)
    checkSecret(name, content, plan)
    const known = this.#known.get(label)?.terms
    const { expires = known?.expires, rotate = known?.rotate } = plan
    const kept = { content: textsIn(content), terms: { expires, rotate } }
    this.#draft.write(this.#place, new Map([[label, printKept(kept)]]))
  }

  drop(name: string): void {
    const label = this.#label(name)
    if (isOfCharm(this.#scope) || this.#now.has(label))
      this.#draft.write(this.#place, new Map([[label, droppedSecret]]))
  }

  isDue(name: string): boolean {
    return this.#known.get(this.#label(name))?.due === true && !this.isWritten(name)
  }

  /** Whether this hook keeps or drops it. */
  isWritten(name: string): boolean {
    const label = this.#label(name)
    return this.#now.get(label) !== this.#place.before.get(label)
  }

  get #now(): RawBag {
    return this.#draft.read(this.#place)
  }

  #label(name: string): string {
    if (name !== '') return labelOf(this.#scope, name)
    throw new InterlayerError('SECRET_REFUSED', 'A secret has to have a name: give it one.')
  }
}

/** What is kept under a label. */
export interface Kept {
  readonly content: SecretContent
  readonly terms: SecretTerms
}

/** What stands in the draft for a secret that is to be removed. */
const droppedSecret = 'null'

/** Where private secrets are kept until the commit, as JSON by label. */
export function privatePlace(known: KnownSecrets): Place {
  const before = [...known].flatMap(([label, { terms = {}, found }]) => {
    return found === undefined ? [] : [[label, printKept({ content: found.content, terms })] as const]
  })
  return { relation: '', bag: 'private', before: new Map(before) }
}

/** What is to be kept; undefined for what is to be removed. */
export function readKept(text: string = droppedSecret): Kept | undefined {
  const value = parseJson(text)?.value
  if (!isRecord(value)) return undefined
  return { content: textsIn(value['content']), terms: readTerms(value) }
}

/** When a secret is due, as it was said and is stored. */
export function readTerms({ expires, rotate }: Readonly<Record<string, unknown>>): SecretTerms {
  return {
    ...(typeof expires === 'string' && { expires }),
    // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- it was checked when it was written
    ...(typeof rotate === 'string' && { rotate: rotate as SecretTerms['rotate'] }),
  }
}

/** The label of a secret: the owner's name for it, which Juju gives back. */
export function labelOf(scope: string, name: string): string {
  return `${labelStart}${scope}/${name}`
}

/** The scope of a label; undefined for a label of somebody else. */
export function scopeOf(label: string | undefined): string | undefined {
  return label?.startsWith(labelStart) === true ? label.slice(labelStart.length).split('/')[0] : undefined
}

/** Whether a scope is the charm's, and not a relation. */
export function isOfCharm(scope: string | undefined): boolean {
  return scope?.includes(':') !== true
}

// The ids of relations, which stand here in the labels of other secrets, have a colon.
const labelStart = 'interlayer/private/'

function printKept({ content, terms: { expires, rotate } }: Kept): string {
  return canonicalJson({ content: Object.fromEntries(content), expires, rotate })
}
