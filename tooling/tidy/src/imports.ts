import { posix } from 'node:path'
import ts from 'typescript'
import { matching, type Files } from './repository.ts'

/** What each source file imports: a file of its own package by its path, anything else as it is written. */
export type Imports = ReadonlyMap<string, readonly string[]>

/** Type imports count: a file that needs another's types cannot be read without it. */
export function readImports(files: Files): Imports {
  return new Map(
    matching(files, /\/(?:src|test)\/.*\.ts$/).map(({ path, text }) => [
      path,
      ts.preProcessFile(text).importedFiles.map(({ fileName }) => resolve(path, fileName)),
    ]),
  )
}

function resolve(path: string, specifier: string): string {
  return specifier.startsWith('.') ? posix.join(posix.dirname(path), specifier) : specifier
}
