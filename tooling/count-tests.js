// Prints what the test run said of itself, as one closing line.
import { readFileSync } from 'node:fs'

const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = JSON.parse(
  readFileSync('.vitest.json', 'utf8'),
)
// A file that could not be loaded has no tests to count.
const notLoaded = testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length
const skipped = numPendingTests + numTodoTests
console.log(
  `${numPassedTests} passed, ${numFailedTests + notLoaded} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`,
)
