import { randomBytes } from 'node:crypto'
import type { MysqlRequest } from '@interlayer/interface-mysql'
import type { DatabaseRequest } from '@interlayer/interface-mysql_client'

/** Who may use a database. */
export interface Account {
  readonly user: string
  readonly password: string
}

/** An account for a relation, with a password that nobody has seen. */
export function newAccount(relation: string): Account {
  return { user: userOf(relation), password: randomBytes(24).toString('hex') }
}

/** Why a request cannot be granted; undefined when it can. What the client wrote is not repeated. */
export function problemWith({ application, encoding }: MysqlRequest): string | undefined {
  if (!isName(application)) return `${application} cannot name a database: use up to 64 of a-z, 0-9 and "-"`
  if (encodings.includes(encoding)) return undefined
  return `${application} asks for another character set than ${encodings.join(', ')}`
}

/** The same for a request that names a database. */
export function problemWithAccount({
  application,
  database,
  entity,
}: Pick<DatabaseRequest, 'application' | 'database' | 'entity'>): string | undefined {
  if (entity !== undefined) return `${application} asks for a role or a group: this charm gives accounts only`
  if (isName(database) && !reserved.includes(database)) return undefined
  return `${application} asks for a database whose name is not up to 64 of a-z, 0-9 and "-", or belongs to the server`
}

/** Creates the database unless it is there, and the account anew: run twice, the last password holds. */
export function createDatabase(
  { application, encoding }: Pick<MysqlRequest, 'application' | 'encoding'>,
  { user, password }: Account,
): string {
  const [database, account] = [`\`${checked(application)}\``, `'${checked(user)}'@'%'`]
  return [
    `CREATE DATABASE IF NOT EXISTS ${database} CHARACTER SET ${checked(encoding)};`,
    `CREATE OR REPLACE USER ${account} IDENTIFIED BY '${checked(password)}';`,
    `GRANT ALL PRIVILEGES ON ${database}.* TO ${account};`,
  ].join('\n')
}

/** Drops the account of a relation, and ends its connections: those that are open would keep its rights. */
export function dropAccount(relation: string): string {
  const account = `'${checked(userOf(relation))}'@'%'`
  return `DROP USER IF EXISTS ${account};\nKILL CONNECTION USER ${account};`
}

/** Drops an account, and those whose names continue it: with the name of a relation, all of that relation. Their connections end. */
export function dropAccounts(account: string): string {
  const name = checked(account)
  return [
    'DELIMITER //',
    `BEGIN NOT ATOMIC FOR one IN (SELECT user FROM mysql.user WHERE user = '${name}' OR user LIKE '${name}-%') DO`,
    "EXECUTE IMMEDIATE CONCAT('DROP USER ', QUOTE(one.user), '@''%''');",
    "EXECUTE IMMEDIATE CONCAT('KILL CONNECTION USER ', QUOTE(one.user));",
    'END FOR; END//',
  ].join('\n')
}

const reserved = ['mysql', 'sys', 'performance-schema', 'information-schema']

const encodings: readonly string[] = ['ascii', 'latin1', 'utf8', 'utf8mb3', 'utf8mb4']

/** `db:3` → `db-3`: a colon would end the name in the URL that some clients make of it. */
function userOf(relation: string): string {
  return relation.replace(':', '-')
}

/** Nothing in a name can end its quotation, and none is a pattern: in GRANT `_` and `%` would be. */
function isName(name: string): boolean {
  return /^[a-z0-9-]{1,64}$/.test(name)
}

function checked(name: string): string {
  if (isName(name)) return name
  throw new Error('A name for MariaDB is not made of a-z, 0-9 and "-": check the request with problemWith first.')
}
