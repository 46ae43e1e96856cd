import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { isMap, isScalar, parseDocument, type Scalar } from 'yaml'
import { failed, StdinNeeded } from './failure.ts'
import type { ToolCall } from './tool.ts'

/**
 * The mapping in the file of `--file`. Scalars keep their literal text, and null is an empty text; nothing at all is an empty
 * mapping.
 */
export function readPairsFile(call: ToolCall): ReadonlyMap<string, string> {
  const file = call.values.get('file')?.text ?? ''
  return file === '' ? new Map() : parsePairs(readFile(call, file))
}

/** A file that an argument names; `-` is standard input. The agent opens it, not the tool. */
export function readFile({ directory, stdin }: ToolCall, file: string): string {
  if (file === '-') {
    if (stdin === undefined) throw new StdinNeeded()
    return stdin
  }
  try {
    return readFileSync(resolve(directory, file), 'utf8')
  } catch (error) {
    return failed(`open ${file}: ${problemOf(error)}`)
  }
}

function problemOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOENT') return 'no such file or directory'
  return code === 'EACCES' ? 'permission denied' : String(error)
}

function parsePairs(text: string): ReadonlyMap<string, string> {
  // Without a schema every scalar is the text that is written there.
  const document = parseDocument(text, { version: '1.1', schema: 'failsafe' })
  const [error] = document.errors
  if (error !== undefined) failed(`yaml: ${error.message.split('\n')[0] ?? ''}`)
  const { contents } = document
  if (contents === null || (isScalar(contents) && isNull(contents))) return new Map()
  if (!isMap(contents))
    return failed(`yaml: unmarshal errors:\n  line 1: cannot unmarshal ${tagOf(contents)} into map[string]string`)
  const pairs = new Map<string, string>()
  for (const { key, value } of contents.items) {
    if (value !== null && !isScalar(value))
      failed(`yaml: unmarshal errors:\n  line ${lineOf(text, value)}: cannot unmarshal ${tagOf(value)} into string`)
    pairs.set(isScalar(key) ? String(key.value) : '', value === null || isNull(value) ? '' : String(value.value))
  }
  return pairs
}

function isNull({ type, value }: Scalar): boolean {
  return (
    (type === 'PLAIN' || type === undefined) && /^(?:~|null|Null|NULL|)$/.test(typeof value === 'string' ? value : '')
  )
}

function tagOf(node: unknown): string {
  return isMap(node) ? '!!map' : isScalar(node) ? '!!str' : '!!seq'
}

function lineOf(text: string, node: unknown): number {
  const range = typeof node === 'object' && node !== null && 'range' in node ? node.range : undefined
  const start: unknown = Array.isArray(range) ? range[0] : 0
  return text.slice(0, typeof start === 'number' ? start : 0).split('\n').length
}
