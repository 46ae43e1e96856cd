import type { MethodContract } from '@interlayer/contract'
import { code, phrase, table } from '../table.ts'
import type { InterfacePackage } from '../interface-package.ts'
import { codecOf, meaningOf, presenceOf } from './field-words.ts'
import { charmSides } from './sides.ts'

/** What a charm calls on each side; by the wire of its class, since a charm sees one class. */
export function methodsBlock(subject: InterfacePackage): string {
  const rows = charmSides(subject).flatMap(({ name, methods }) =>
    Object.entries(methods).map(([method, described]) => [
      name,
      code(callOf(method, described)),
      phrase(described.summary),
      described.returns === undefined ? '' : code(described.returns),
    ]),
  )
  if (rows.length === 0) return 'There are none: the flags say all.'
  const methods = table(['side', 'method', 'what it does', 'returns'], rows)
  return [methods, paramsOf(subject), fromShell(subject)].filter((text) => text !== '').join('\n\n')
}

/** What each method takes. */
function paramsOf(subject: InterfacePackage): string {
  const rows = charmSides(subject).flatMap(({ name, methods }) =>
    Object.entries(methods).flatMap(([method, { params = {} }]) =>
      Object.entries(params).map(([key, field]) => [
        name,
        code(method),
        code(key),
        codecOf(field),
        presenceOf(field),
        field.sensitive === true ? `${meaningOf(field)}; sensitive` : meaningOf(field),
      ]),
    ),
  )
  return table(['side', 'method', 'parameter', 'codec', 'presence', 'meaning'], rows)
}

/** The same by the command of `@interlayer/cli`, with the fields that a method needs. */
function fromShell(subject: InterfacePackage): string {
  const commands = charmSides(subject).flatMap(({ name, methods }) =>
    Object.entries(methods).map(([method, described]) => `${commandOf(method, described)} # ${name}`),
  )
  return ['In a shell, with the name of the endpoint:', '', '```sh', ...commands, '```'].join('\n')
}

/** What is secret stands on no command line: it comes by standard input. */
function commandOf(method: string, { params = {} }: MethodContract): string {
  const needed = Object.entries(params).filter(([, { presence }]) => presence === 'required')
  const plain = needed.filter(([, { sensitive }]) => sensitive !== true).map(([key]) => ` --${key} …`)
  const input = plain.length < needed.length ? ' - < secret.json' : ''
  return `interlayer call ENDPOINT ${method}${plain.join('')}${input}`
}

function callOf(name: string, { params = {} }: MethodContract): string {
  const members = Object.entries(params).map(([key, { presence }]) => (presence === 'required' ? key : `${key}?`))
  return members.length === 0 ? `${name}()` : `${name}({ ${members.join(', ')} })`
}
