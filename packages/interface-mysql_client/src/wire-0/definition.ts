import { provides0, requires0 } from '@interlayer/data-interfaces'
import { defineInterface } from '@interlayer/runtime'

/**
 * Wire 0: one request in a relation, under keys of its own. Wire-compatible with version 0 of the library data_interfaces of
 * https://github.com/canonical/data-platform-libs.
 */
export const mysqlClient0 = defineInterface({
  name: 'mysql_client',
  wire: 0,
  summary: 'A database of MySQL with an account for each client application.',
  provides: provides0,
  requires: requires0,
})
