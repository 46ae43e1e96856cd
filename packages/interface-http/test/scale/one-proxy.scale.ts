import { Model } from '@interlayer/simulator'
import { expect, test } from 'vitest'
import { patient, proxy, settled, website } from './scale.ts'

test('one proxy related to 999 websites settles, and knows them all', patient, async () => {
  const hosts = new Map<string, number>()
  const model = new Model({ seed: 1, trace: false })
  model.deploy('proxy', { charm: proxy(hosts) })
  for (let site = 0; site < 999; site++) {
    model.deploy(`site-${site}x`, { charm: website })
    model.relate('proxy', `site-${site}x`)
  }
  await settled('1 proxy, 999 websites', model)
  expect(hosts).toEqual(new Map([['proxy/0', 999]]))
})
