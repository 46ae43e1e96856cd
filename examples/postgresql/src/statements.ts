import { randomBytes } from 'node:crypto'
import type { DatabaseRequest } from '@interlayer/interface-postgresql_client'

/** A password that nobody has seen. */
export function newPassword(): string {
  return randomBytes(24).toString('hex')
}

type Wanted = Pick<DatabaseRequest, 'application' | 'database' | 'entity'>

/** Why a request cannot be granted; undefined when it can. What the client wrote is not repeated. */
export function problemWith({ application, database, entity }: Wanted): string | undefined {
  if (entity !== undefined) return `${application} asks for a role or a group: this charm gives accounts only`
  if (isName(database) && !reserved.includes(database) && !isAccount(database)) return undefined
  return `${application} asks for a database whose name is not up to 60 of a-z, 0-9, "_" and "-", or belongs to the server`
}

/**
 * Creates the database unless it is there, with a role of its name that owns it and what is in it, and the account as a member of
 * that role: run twice, the last password holds.
 */
export function createDatabase(
  { database, account }: Pick<DatabaseRequest, 'database' | 'account'>,
  password: string,
): string {
  const [name, user] = [checked(database), checked(account)]
  return [
    unlessThere(`CREATE ROLE "${name}" NOLOGIN`, `pg_roles WHERE rolname = '${name}'`),
    unlessThere(`CREATE DATABASE "${name}" OWNER "${name}"`, `pg_database WHERE datname = '${name}'`),
    `REVOKE ALL ON DATABASE "${name}" FROM PUBLIC;`,
    unlessThere(`CREATE ROLE "${user}"`, `pg_roles WHERE rolname = '${user}'`),
    `ALTER ROLE "${user}" LOGIN PASSWORD '${checked(password)}';`,
    `GRANT "${name}" TO "${user}";`,
    `ALTER ROLE "${user}" SET role = '${name}';`,
  ].join('\n')
}

/** Drops an account, and those whose names continue it: with the name of a relation, all of that relation. Their connections end. */
export function dropAccounts(account: string): string {
  const those = (column: string): string =>
    `${column} = '${checked(account)}' OR ${column} LIKE '${checked(account)}-%'`
  return [
    `SELECT format('ALTER ROLE %I NOLOGIN', rolname) FROM pg_roles WHERE ${those('rolname')} \\gexec`,
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE ${those('usename')};`,
    `SELECT format('DROP ROLE %I', rolname) FROM pg_roles WHERE ${those('rolname')} \\gexec`,
  ].join('\n')
}

function unlessThere(statement: string, there: string): string {
  return `SELECT '${statement}' WHERE NOT EXISTS (SELECT FROM ${there}) \\gexec`
}

const reserved = ['postgres', 'template0', 'template1', 'public', 'none']

function isAccount(name: string): boolean {
  return /^(?:relation-|pg_)/.test(name)
}

/** Nothing in a name can end its quotation. */
function isName(name: string): boolean {
  return /^[a-z0-9][a-z0-9_-]{0,59}$/.test(name)
}

function checked(name: string): string {
  if (isName(name)) return name
  throw new Error(
    'A name for PostgreSQL is not made of a-z, 0-9, "_" and "-": check the request with problemWith first.',
  )
}
