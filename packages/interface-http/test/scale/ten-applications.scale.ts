import { Model } from '@interlayer/simulator'
import { expect, test } from 'vitest'
import { patient, proxy, settled, website } from './scale.ts'

test(
  'ten applications of 100 units, related in five pairs, settle, and each proxy knows its hundred',
  patient,
  async () => {
    const hosts = new Map<string, number>()
    const model = new Model({ seed: 1, trace: false })
    for (const pair of 'abcde') {
      model.deploy(`proxy-${pair}`, { charm: proxy(hosts), units: 100 })
      model.deploy(`site-${pair}`, { charm: website, units: 100 })
      model.relate(`proxy-${pair}`, `site-${pair}`)
    }
    await settled('10 applications of 100 units', model)
    expect([...hosts.values()]).toEqual(Array.from({ length: 500 }, () => 100))
  },
)
