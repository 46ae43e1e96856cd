import type { Model } from '@interlayer/simulator'
import type { Conversation } from './conversation.ts'

/** What happens to all conversations of a pair; then the model settles, and all have to agree. */
export interface Chapter {
  readonly name: string
  /** What happens, in a sentence of COMPAT.md. */
  readonly does: string
  readonly act: (model: Model, conversations: readonly Conversation[]) => void | Promise<void>
  /** What providers give from now on. */
  readonly edition: number
}

/** The story, up to silence and the end. */
export const chapters: readonly Chapter[] = [
  {
    name: 'complete',
    does: 'The two are related: one asks, the other answers, and the exchange is complete.',
    act: () => undefined,
    edition: 1,
  },
  {
    name: 'change and scale up',
    does: 'The provider is configured to give something else, and a second unit joins on each side.',
    edition: 2,
    act: (model, conversations) => {
      configure(model, conversations, 2)
      for (const application of applicationsOf(conversations)) model.addUnit(application)
    },
  },
  {
    name: 'leader change',
    does: 'The second unit becomes the leader, on each side.',
    edition: 2,
    act: (model, conversations) => {
      for (const application of applicationsOf(conversations)) model.elect(`${application}/1`)
    },
  },
  {
    name: 'scale down and change',
    does: 'The first unit is removed on each side, and the provider is configured once more, which the new leader carries out.',
    edition: 3,
    act: async (model, conversations) => {
      for (const application of applicationsOf(conversations)) model.removeUnit(`${application}/0`)
      configure(model, conversations, 3)
      await model.settle()
      // Some clear up no earlier.
      passTime(model, conversations)
    },
  },
]

/** Lets every unit look around once. */
export function passTime(model: Model, conversations: readonly Conversation[]): void {
  const applications = applicationsOf(conversations)
  for (const { name, application } of model.units)
    if (applications.includes(application)) model.trigger(name, 'update-status')
}

function configure(model: Model, conversations: readonly Conversation[], edition: number): void {
  for (const { provider } of conversations) model.configure(provider, { edition: String(edition) })
}

function applicationsOf(conversations: readonly Conversation[]): readonly string[] {
  return conversations.flatMap(({ provider, requirer }) => [provider, requirer])
}
