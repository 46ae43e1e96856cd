// Prints what the test runs said of themselves, as one closing line.
import { existsSync, readFileSync } from 'node:fs'

const runs = [
  '.vitest.json',
  '.vitest.scale.json',
  '.vitest.servers.json',
  '.vitest.peers.json',
  '.vitest.originals.json',
]
  .filter((file) => existsSync(file))
  .map((file) => JSON.parse(readFileSync(file, 'utf8')))
const sum = (count) => runs.reduce((total, run) => total + count(run), 0)

const passed = sum(({ numPassedTests }) => numPassedTests)
const failed = sum(({ numFailedTests, testResults }) => {
  // A file that could not be loaded has no tests to count.
  return numFailedTests + testResults.filter((file) => file.status === 'failed' && !file.assertionResults.length).length
})
const skipped = sum(({ numPendingTests, numTodoTests }) => numPendingTests + numTodoTests)
console.log(`${passed} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`)
