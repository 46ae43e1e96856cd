// Records the stories of the libraries that are named, or of all.
import { PythonError } from '@interlayer/python'
import { libraries, record } from './index.ts'

try {
  const names = process.argv.slice(2)
  const unknown = names.filter((name) => !libraries.some((library) => library === name))
  if (unknown.length > 0) console.error(`There is no library ${unknown.join(', ')}: there are ${libraries.join(', ')}.`)
  const wanted = libraries.filter((library) => names.length === 0 || names.includes(library))
  for (const library of unknown.length > 0 ? [] : wanted) await record(library)
  process.exitCode = unknown.length > 0 ? 2 : 0
} catch (error) {
  if (!(error instanceof PythonError)) throw error
  console.error(error.message)
  process.exitCode = 1
}
