import { defineCharm, list, text, type AnyCharm } from '@interlayer/runtime'
import type { Database, DatabaseEntity, DatabaseStatus } from '../../src/index.ts'
import { SomeProvider, SomeRequirer } from './clients.ts'

const servers = ['10.0.1.1:1']

/** A server that answers every request; its configuration has what can change, and every hook of the leader says all of it again. */
export function server(fails = (): boolean => false): AnyCharm {
  const config = {
    password: text('Of every account.', { default: 'hunter2', sensitive: true }),
    replicas: list('Servers to read from.', { optional: true }),
  }
  return defineCharm({ endpoints: { db: SomeProvider }, config })
    .when('db.requested', ({ db }, { config: { password } }) => {
      for (const { request, account, entity } of db.requests()) {
        if (entity) db.provideEntity({ request, name: entity.name ?? account, password: entity.password ?? password })
        else db.provide({ request, username: account, password, endpoints: servers, version: '8.4.1', tls: false })
      }
    })
    .when('leader', ({ db }, { config: { password, replicas } }) => {
      for (const { username, endpoints = [], ...given } of db.given()) {
        if (username === undefined) continue
        db.provide({ ...given, username, endpoints, password, readOnlyEndpoints: replicas })
      }
    })
    .when('db.released', ({ db }) => {
      for (const { request } of db.releases()) db.withdraw({ request })
    })
    .when({ all: [] }, () => {
      if (fails()) throw new Error('a fault of the workload')
    })
}

/** What a client knows, by unit. */
export type Known = Map<
  string,
  { databases: readonly Database[]; entities: readonly DatabaseEntity[]; statuses: readonly DatabaseStatus[] }
>

/** What it asks for beside the name. */
export type Wish = Partial<Parameters<SomeRequirer['request']>[0]>

/** A client that asks for the database `orders`, and notes what it knows at the end of every hook. */
export function client(known: Known = new Map(), wish: Wish = {}, fails = (): boolean => false): AnyCharm {
  return defineCharm({ endpoints: { store: SomeRequirer } })
    .when('store.unasked', ({ store }) => {
      store.request({ database: 'orders', ...wish })
    })
    .when({ all: [] }, ({ store }, { unit }) => {
      known.set(unit, { databases: store.databases(), entities: store.entities(), statuses: store.statuses() })
      if (fails()) throw new Error('a fault of the workload')
    })
}
