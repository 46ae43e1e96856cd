import {
  defineInterface,
  json,
  list,
  Provider,
  readSecret,
  Requirer,
  secret,
  text,
  type Contract,
} from '@interlayer/runtime'
import { array, object, string } from 'valibot'

const account = { username: text('Who.'), password: text('Known to both.') }

/** A server's accounts as secrets: one for the application, one more for each name that it asks for. */
export const credentials = defineInterface({
  name: 'credentials',
  wire: 0,
  summary: 'Accounts on request.',
  provides: {
    unit: { token: secret('Of this unit alone.', { value: text('The token.') }, { optional: true }) },
    app: {
      account: secret('The account of the application.', account),
      extra: json('More accounts.', array(object({ name: string(), secret: string() })), {
        optional: true,
        namesSecrets: true,
      }),
    },
    flags: { requested: 'An application is related.' },
  },
  requires: {
    app: { names: list('Names of more accounts.', { optional: true }) },
    flags: { available: 'The account is known.' },
  },
})

/** What one account is. */
export interface Account {
  readonly username: string
  readonly password: string
}

export class CredentialsProvider
  extends Provider<typeof credentials>
  implements Contract<typeof credentials, 'provides'>
{
  static readonly definition: typeof credentials = credentials

  get requested(): boolean {
    return this.relations.length > 0
  }

  /** Gives everybody the account, and each name one of its own. */
  grant(given: Account): void {
    for (const { localApp } of this.relations) localApp?.update({ account: given })
  }

  /** The password of each name that is asked for. */
  grantExtra(passwords: Readonly<Record<string, string>>): void {
    for (const { localApp } of this.relations) {
      const known = new Map(localApp?.written.extra?.map((one) => [one.name, one.secret]))
      const extra = Object.entries(passwords).map(([name, password]) => {
        const kept = { name, content: account, data: { username: name, password }, uri: known.get(name) }
        return { name, secret: localApp?.secret(kept) ?? '' }
      })
      localApp?.update({ extra: extra.length === 0 ? undefined : extra })
    }
  }

  hand(value: string): void {
    for (const { localUnit } of this.relations) localUnit.publish({ token: { value } })
  }

  /** What this application has given so far. */
  given(): readonly unknown[] {
    return this.relations.map(({ localApp }) => localApp?.written.account?.reveal())
  }

  /** The same of the accounts for names. */
  givenExtra(): readonly unknown[] {
    return this.relations.flatMap(({ localApp }) => {
      return localApp?.written.extra?.map((one) => readSecret(localApp.raw, one.secret, account)) ?? []
    })
  }

  withdraw(): void {
    for (const { localApp } of this.relations) localApp?.clear()
  }
}

export class CredentialsRequirer
  extends Requirer<typeof credentials>
  implements Contract<typeof credentials, 'requires'>
{
  static readonly definition: typeof credentials = credentials

  get available(): boolean {
    return this.readyApps.length > 0
  }

  accounts(): readonly Account[] {
    return this.readyApps.map(({ data }) => data.account.reveal())
  }

  extra(): readonly unknown[] {
    return this.readyApps.flatMap(({ app, data: { extra = [] } }) => {
      return extra.map((one) => readSecret(app.raw, one.secret, account))
    })
  }

  tokens(): readonly unknown[] {
    return this.readyUnits.map(({ data }) => data.token?.reveal().value)
  }
}
