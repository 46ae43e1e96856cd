import { defineInterface, list, Provider, Requirer, text } from '@interlayer/runtime'

/** The first form: each unit asks one question, and each unit of the provider answers by name. */
export const asker0 = defineInterface({
  name: 'asker',
  wire: 0,
  summary: 'Questions.',
  provides: { unit: { '{unit}.answer': text('To the unit.') } },
  requires: { unit: { question: text('One.') } },
})

/** The second form: each unit asks any number of questions, and the provider's leader answers for all units. */
export const asker1 = defineInterface({
  name: 'asker',
  wire: 1,
  summary: 'Questions.',
  provides: { app: { answers: list('To all.') } },
  requires: { unit: { questions: list('Any number.') }, silentPartner: 'every' },
})

export class AskerProvider0 extends Provider<typeof asker0> {
  static readonly definition: typeof asker0 = asker0

  override sync(): void {
    for (const { relation, unit, data } of this.readyUnits)
      relation.localUnit.update({ '{unit}.answer': { [unit.name]: `${data.question}!` } })
  }
}

export class AskerProvider extends Provider<typeof asker1> {
  static readonly definition: typeof asker1 = asker1
  static readonly generations = [AskerProvider0] as const

  override sync(): void {
    for (const { localApp, units } of this.relations) {
      const asked = units.flatMap(({ databag }) => (databag.state === 'ready' ? databag.data.questions : []))
      if (asked.length > 0) localApp?.publish({ answers: asked.map((question) => `${question}!`) })
    }
  }
}

export class AskerRequirer0 extends Requirer<typeof asker0> {
  static readonly definition: typeof asker0 = asker0

  override sync(): void {
    for (const { localUnit } of this.relations) localUnit.publish({ question: 'why' })
  }
}

export class AskerRequirer extends Requirer<typeof asker1> {
  static readonly definition: typeof asker1 = asker1
  static readonly generations = [AskerRequirer0] as const

  override sync(): void {
    for (const { localUnit } of this.relations) localUnit.publish({ questions: ['why', 'when'] })
  }
}
