import type { Pair } from '../pair.ts'
import { certificateTransfer } from './certificate-transfer.ts'
import { databasePairs } from './databases.ts'
import { httpPairs } from './http.ts'
import { jujuInfoPairs } from './juju-info.ts'
import { loadbalancer } from './loadbalancer.ts'
import { mysql } from './mysql.ts'
import { tlsCertificates } from './tls-certificates.ts'

/** All pairs, by interface. */
export const pairs: readonly Pair[] = [
  certificateTransfer,
  ...httpPairs,
  ...jujuInfoPairs,
  loadbalancer,
  mysql,
  ...databasePairs,
  tlsCertificates,
]
