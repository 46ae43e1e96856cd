import ts from 'typescript'
import { matching, type Files, type Rule } from './repository.ts'

/** Every interface package calls the compliance suite first, with what was recorded of its originals; no test is left out. */
export const compliance: Rule = (files) => [
  ...matching(files, /^packages\/interface-([^/]+)\/package\.json$/).flatMap(({ groups: [name = ''] }) =>
    packageProblems(files, name),
  ),
  ...matching(files, /^(?:packages|tooling|examples)\/[^/]+\/test\/.+\.ts$/).flatMap(({ path, text }) =>
    skippedTests(path, text),
  ),
]

function packageProblems(files: Files, name: string): readonly string[] {
  const path = `packages/interface-${name}/test/${name}.test.ts`
  const text = files.get(path) ?? ''
  const calls = topLevelCalls(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true))
  const call = calls.find(({ callee }) => callee === 'testInterface')?.text
  if (call === undefined)
    return [`${path} does not call the compliance suite: begin it with testInterface({ sides, partners }).`]
  const late =
    calls.find(({ callee }) => ['testInterface', 'describe', 'test', 'it'].includes(callee))?.callee !== 'testInterface'
  const folders = originalsOf(files, name).filter((folder) => !text.includes(folder))
  return [
    ...(late ? [`${path} has tests before the compliance suite: call testInterface first.`] : []),
    ...folders.map(
      (folder) =>
        `${path} does not read what was recorded in tooling/originals/fixtures/${folder}: name the folder in fixtures.`,
    ),
    ...(call.includes('fixtures') || originalsOf(files, name).length === 0
      ? []
      : [`${path} has an original and gives the compliance suite no fixtures: name the folders of its stories.`]),
  ]
}

/** Folders with stories of the interface. */
function originalsOf(files: Files, name: string): readonly string[] {
  const stories = matching(files, /^tooling\/originals\/fixtures\/([^/]+)\/[^/]+\.json$/)
  const own = stories.filter(({ text }) => text.includes(`"interface": "${name}"`))
  return [...new Set(own.map(({ groups: [folder = ''] }) => folder))]
}

interface Call {
  readonly callee: string
  readonly text: string
}

function topLevelCalls(file: ts.SourceFile): readonly Call[] {
  return file.statements.flatMap((statement) => {
    if (!ts.isExpressionStatement(statement) || !ts.isCallExpression(statement.expression)) return []
    return [{ callee: rootOf(statement.expression.expression), text: statement.expression.getText(file) }]
  })
}

const runners = ['test', 'it', 'describe', 'suite', 'bench', 'context', 'ctx', 'task']
const omissions = ['skip', 'skipIf', 'runIf', 'todo', 'only', 'fails']

function skippedTests(path: string, text: string): readonly string[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  return accessesIn(file)
    .filter((access) => omissions.includes(access.name.text) && runners.includes(rootOf(access.expression)))
    .map((access) => {
      const line = file.getLineAndCharacterOfPosition(access.getStart(file)).line + 1
      return `${path}:${line} leaves tests out by ${access.getText(file)}: mend or delete them.`
    })
}

function accessesIn(node: ts.Node): readonly ts.PropertyAccessExpression[] {
  const inner: ts.PropertyAccessExpression[] = []
  node.forEachChild((child) => void inner.push(...accessesIn(child)))
  return ts.isPropertyAccessExpression(node) ? [node, ...inner] : inner
}

/** The name that a chain of calls and members begins with. */
function rootOf(node: ts.Expression): string {
  if (ts.isIdentifier(node)) return node.text
  if (ts.isPropertyAccessExpression(node) || ts.isCallExpression(node)) return rootOf(node.expression)
  return ''
}
