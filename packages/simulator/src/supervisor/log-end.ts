import { closeSync, fstatSync, openSync, readSync } from 'node:fs'

const shownBytes = 2000
const shownLines = 20

/** The last lines of a file, as far as they help a person to see what went wrong. */
export function logEnd(path: string): string {
  const file = openSync(path, 'r')
  try {
    const { size } = fstatSync(file)
    const bytes = Buffer.alloc(Math.min(size, shownBytes))
    readSync(file, bytes, 0, bytes.length, size - bytes.length)
    return bytes.toString('utf8').trimEnd().split('\n').slice(-shownLines).join('\n')
  } finally {
    closeSync(file)
  }
}
