import type { MethodContract } from '@interlayer/contract'
import { code, phrase, table } from '../table.ts'
import type { InterfacePackage } from '../interface-package.ts'
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
  return table(['side', 'method', 'what it does', 'returns'], rows) || 'There are none: the flags say all.'
}

function callOf(name: string, { params = {} }: MethodContract): string {
  const members = Object.entries(params).map(([key, { presence }]) => (presence === 'required' ? key : `${key}?`))
  return members.length === 0 ? `${name}()` : `${name}({ ${members.join(', ')} })`
}
