import { defineInterface } from '@interlayer/runtime'
import {
  DatabaseProvider,
  DatabaseProvider0,
  DatabaseRequirer,
  DatabaseRequirer0,
  provides0,
  provides1,
  requires0,
  requires1,
} from '../../src/index.ts'

const names = { name: 'some_client', summary: 'Some databases.' } as const
const some0 = defineInterface({ ...names, wire: 0, provides: provides0, requires: requires0 })
const some1 = defineInterface({ ...names, wire: 1, provides: provides1, requires: requires1 })

class SomeProvider0 extends DatabaseProvider0 {
  static readonly definition: typeof some0 = some0
}

/** The provider of an interface that has nothing but what all of them share. */
export class SomeProvider extends DatabaseProvider {
  static readonly definition: typeof some1 = some1
  static readonly generations = [SomeProvider0] as const
}

class SomeRequirer0 extends DatabaseRequirer0 {
  static readonly definition: typeof some0 = some0
}

/** Its requirer. */
export class SomeRequirer extends DatabaseRequirer {
  static readonly definition: typeof some1 = some1
  static readonly generations = [SomeRequirer0] as const
}
