import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** Why no package of this name can be started; undefined where one can. */
export function nameProblem(name: string, root: string): string | undefined {
  if (!/^[a-z][a-z0-9]*(?:[_-][a-z0-9]+)*$/.test(name))
    return `"${name}" is no name of an interface: Juju takes words of lower-case letters and digits, with "-" or "_" between them.`
  if (/^juju(?:-|$)/.test(name)) return `"${name}" is kept by Juju for itself: interfaces of charms begin otherwise.`
  if (existsSync(join(root, `packages/interface-${name}`)))
    return `packages/interface-${name} is there already: change it, or remove it first.`
  return undefined
}

/** The name as the beginning of a class's: `MysqlClient`. */
export function pascal(name: string): string {
  return name
    .split(/[_-]/)
    .map((word) => `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`)
    .join('')
}

/** What a definition may not be called: words of the language, and what its file imports. */
const taken =
  /^(?:break|case|catch|class|const|continue|debugger|default|defineInterface|delete|do|else|enum|export|extends|false|finally|for|function|if|implements|import|in|instanceof|interface|let|new|null|package|port|private|protected|public|return|static|super|switch|this|throw|true|try|typeof|var|void|while|with|yield)$/

/** The name as that of a definition: `mysqlClient`. */
export function camel(name: string): string {
  const words = pascal(name)
  const constant = `${words.slice(0, 1).toLowerCase()}${words.slice(1)}`
  return taken.test(constant) ? `${constant}Interface` : constant
}
