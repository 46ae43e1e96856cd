import { Model } from '@interlayer/simulator'
import { equal } from 'node:assert/strict'
import { test } from 'node:test'
import { proxy, website } from './charm.ts'

await test('the proxy finds both units of the website', async () => {
  const model = new Model()
  model.deploy('wiki', { charm: website, units: 2 })
  model.deploy('proxy', { charm: proxy })
  model.relate('proxy', 'wiki')
  await model.settle()
  equal(model.status('proxy/0').message, 'wiki: 127.1.0.1:8080, 127.1.0.2:8080')
})
