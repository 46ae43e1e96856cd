import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { rules } from '../src/index.ts'

test('the README lists every rule with its release and its reason', () => {
  const readme = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8')
  const rows = readme.split('\n').map((line) => line.split('|').map((cell) => cell.trim()))
  const listed = rows.filter(([, , release = '']) => ['patch', 'minor', 'major'].includes(release))
  expect(listed.map(([, rule, release, why]) => [rule, release, why])).toEqual(
    Object.entries(rules).map(([rule, [severity, why]]) => [`\`${rule}\``, severity, why]),
  )
})
