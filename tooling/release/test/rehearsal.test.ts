import { expect, test } from 'vitest'
import { onlyChange } from '../src/rehearsal.ts'

const http = '@interlayer/interface-http'
const at = (name: string, version: string, integrity = `sha512-${version}`) => ({
  name,
  version,
  integrity,
  tarball: 'http://127.0.0.1/x.tgz',
})
const first = [at('@interlayer/runtime', '0.1.0'), at(http, '0.1.0')]

test('a change of one interface leaves its neighbours alone', () => {
  expect(onlyChange(first, [at('@interlayer/runtime', '0.1.0'), at(http, '0.1.1')])).toEqual({
    from: '0.1.0',
    to: '0.1.1',
  })
})

test.each([
  ['nothing', first],
  [`@interlayer/runtime@0.1.1, ${http}@0.1.1`, [at('@interlayer/runtime', '0.1.1'), at(http, '0.1.1')]],
  [`@interlayer/runtime@0.1.0, ${http}@0.1.1`, [at('@interlayer/runtime', '0.1.0', 'sha512-x'), at(http, '0.1.1')]],
  [`${http}@0.1.1, @interlayer/new@0.1.0`, [first[0], at(http, '0.1.1'), at('@interlayer/new', '0.1.0')]],
  [`${http}@0.1.0`, [first[0], at(http, '0.1.0', 'sha512-x')]],
])('a second release in which %s differs is no release of one interface', (said, second) => {
  expect(() =>
    onlyChange(
      first,
      second.filter((version) => version !== undefined),
    ),
  ).toThrow(`Only ${http} was to get a new version; what differs: ${said}.`)
})
