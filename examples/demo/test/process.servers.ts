import { expect, test } from 'vitest'
import { charmProcesses } from './support/charm-process.ts'
import { traceOf } from './support/trace.ts'

// Needs MariaDB, of the Debian packages mariadb-server-core and mariadb-client-core.

test('with a blog and its MariaDB, charms that are processes give the same trace as in this process', async () => {
  const here = await traceOf('bundle-mariadb.yaml')
  expect(here.filter(({ event }) => event === 'flag').length).toBeGreaterThan(40)
  expect(await traceOf('bundle-mariadb.yaml', charmProcesses)).toEqual(here)
}, 120_000)
