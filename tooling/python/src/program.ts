// Makes the environments that are named, and prints the Python of each.
import { pythonEnvironment, PythonError } from './index.ts'

try {
  const names = process.argv.slice(2)
  if (names.length === 0) console.error('usage: pnpm --filter @interlayer/python environment NAME …')
  for (const name of names) console.log((await pythonEnvironment(name)).python)
  process.exitCode = names.length === 0 ? 2 : 0
} catch (error) {
  if (!(error instanceof PythonError)) throw error
  console.error(error.cause instanceof Error ? `${error.message}\n${error.cause.message}` : error.message)
  process.exitCode = 1
}
