import { provides1, requires1 } from '@interlayer/data-interfaces'
import { defineInterface } from '@interlayer/runtime'

/** Wire 1: any number of requests in a relation, each with an id. Wire-compatible with dpcharmlibs-interfaces. */
export const mysqlClient = defineInterface({
  name: 'mysql_client',
  wire: 1,
  summary: 'Databases of MySQL with accounts for each client application.',
  provides: provides1,
  requires: requires1,
})
