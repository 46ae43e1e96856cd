import ts from 'typescript'
import { matching, type Rule } from './repository.ts'

const limits = { file: 250, function: 40, core: 2000 }
const sources = /^(?:packages|tooling|examples)\/[^/]+\/src\/.*\.ts$/
/** What has to be read to know how a hook runs: not the values, fields and adapters around it. */
const core = /^packages\/runtime\/src\/(?:definitions|transaction|relations|charm|hook)\//

/** Files and functions are small, and the runtime's core can be read in an hour. */
export const lineLimits: Rule = (files) => [
  ...matching(files, sources).flatMap(({ path, text }) => [...longFile(path, text), ...longFunctions(path, text)]),
  ...largeCore(matching(files, core).map(({ text }) => codeLines(text))),
]

function longFile(path: string, text: string): readonly string[] {
  const lines = text.trimEnd().split('\n').length
  return lines <= limits.file ? [] : [`${path} has ${lines} lines, of at most ${limits.file}: split it by idea.`]
}

function longFunctions(path: string, text: string): readonly string[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  return functionsIn(file).flatMap((node) => {
    const lines = codeLines(node.getText(file))
    if (lines <= limits.function) return []
    const place = `${path}:${file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1}`
    return [`${place} is a function of ${lines} lines, of at most ${limits.function}: take steps out and name them.`]
  })
}

function functionsIn(node: ts.Node): readonly ts.Node[] {
  const inner: ts.Node[] = []
  node.forEachChild((child) => void inner.push(...functionsIn(child)))
  return ts.isFunctionLike(node) ? [node, ...inner] : inner
}

function largeCore(lines: readonly number[]): readonly string[] {
  const total = lines.reduce((sum, count) => sum + count, 0)
  if (total < limits.core) return []
  return [`the core in packages/runtime/src has ${total} lines of code, of less than ${limits.core}: cut, or move out.`]
}

/** Lines that hold code: neither blank nor nothing but a comment or an import. */
function codeLines(text: string): number {
  return text
    .replaceAll(/^import [^;]*?'[^']+'\n/gm, '')
    .split('\n')
    .filter((line) => !/^\s*(?:\/\/|\/\*|\*|$)/.test(line)).length
}
