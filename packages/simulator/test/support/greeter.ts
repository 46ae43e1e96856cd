import { defineInterface, integer, json, Provider, Requirer, text, type Contract } from '@interlayer/runtime'
import { array, string } from 'valibot'

/** The first form of the protocol: each unit of the provider has its own name, as plain text. */
export const greeter0 = defineInterface({
  name: 'greeter',
  wire: 0,
  summary: 'Who is there.',
  provides: { unit: { name: text('Of the unit.') } },
  requires: {
    unit: { question: text('What is asked.', { optional: true }) },
    app: { version: integer('0.', { max: 0, optional: true }) },
    flags: { known: 'Some name is known.' },
  },
})

/** The second form: the provider's leader has all names. */
export const greeter1 = defineInterface({
  name: 'greeter',
  wire: 1,
  summary: 'Who is there.',
  provides: {
    app: { names: json('Of all.', array(string())), version: integer('1.') },
    flags: { asked: 'Somebody is related.' },
  },
  requires: {
    app: { version: integer('1.', { min: 1 }) },
    greeting: { app: { version: 1 } },
    flags: { known: 'Some name is known.' },
  },
})

export class GreeterProvider0 extends Provider<typeof greeter0> {
  static readonly definition: typeof greeter0 = greeter0

  say(name: string): void {
    for (const { localUnit } of this.relations) localUnit.publish({ name })
  }
}

export class GreeterProvider extends Provider<typeof greeter1> implements Contract<typeof greeter1, 'provides'> {
  static readonly definition: typeof greeter1 = greeter1
  static readonly generations = [GreeterProvider0] as const

  get asked(): boolean {
    return this.joined
  }

  say(names: readonly string[]): void {
    this.generation(GreeterProvider0).say(names.join(' and '))
    for (const { localApp } of this.relations) localApp?.publish({ names: [...names], version: 1 })
  }
}

export class GreeterRequirer0 extends Requirer<typeof greeter0> implements Contract<typeof greeter0, 'requires'> {
  static readonly definition: typeof greeter0 = greeter0

  get known(): boolean {
    return this.names().length > 0
  }

  names(): readonly string[] {
    return this.readyUnits.map(({ data }) => data.name)
  }
}

export class GreeterRequirer extends Requirer<typeof greeter1> implements Contract<typeof greeter1, 'requires'> {
  static readonly definition: typeof greeter1 = greeter1
  static readonly generations = [GreeterRequirer0] as const

  get known(): boolean {
    return this.names().length > 0
  }

  names(): readonly string[] {
    return [...this.generation(GreeterRequirer0).names(), ...this.readyApps.flatMap(({ data }) => data.names)]
  }
}
