import type { CharmFlags, Endpoints, Live } from '../charm/charm-types.ts'
import type { Fields, ReadData } from '../fields/field.ts'
import type { Hook } from '../charm/hook.ts'

/** What an action answers: text by name, where a name has lower-case letters, digits and hyphens, and dots between parts. `{}` is an answer, too. */
export type ActionResults = Readonly<Record<string, string | number | boolean>>

/** Does what an operator asks for. What it throws is the reason why the action failed; then nothing is published. */
export type ActionHandler<
  E extends Endpoints,
  F extends CharmFlags,
  C extends Fields,
  M extends Fields,
  P extends Fields,
> = (endpoints: Live<E>, hook: Hook<E, F, C, M>, params: ReadData<P>) => ActionResults | Promise<ActionResults>

/** An action as the runtime sees it. */
export interface ActionRecord {
  readonly params: Fields
  readonly run: (endpoints: never, hook: never, params: never) => unknown
}
