import type { InterfaceContract } from '@interlayer/contract'
import type { CommunicationScope } from '@interlayer/runtime'
import { code } from '../table.ts'
import type { InterfacePackage } from '../interface-package.ts'
import { charmSides, sidesOf, type SideOfWire } from './sides.ts'

/** Keys that an answer has room for. */
const room = 8

/** What everybody asks who meets an interface, answered from its definition. */
export function questionsBlock(subject: InterfacePackage): string {
  const newest = charmSides(subject)
  const say = (answer: (side: SideOfWire) => string): string =>
    newest.map((side) => said(side.name, answer(side))).join(' ')
  const questions = [
    ['Which units take part?', onEachWire(subject.contract, writers)],
    ['What is on the wire?', onEachWire(subject.contract, keys)],
    ['Is it the same for every partner?', say(grouping)],
    ['How is it made available?', say(ways)],
    ...newest.map((side) => [`Which flags does the ${side.name} raise?`, `${flags(side)}.`] as const),
  ] as const
  return questions.map(([question, answer], index) => `${index + 1}. **${question}** ${answer}`).join('\n')
}

function said(who: string, answer: string): string {
  return `${who.slice(0, 1).toUpperCase()}${who.slice(1)}: ${answer}.`
}

function onEachWire({ generations }: InterfaceContract, answer: (side: SideOfWire) => string): string {
  return generations
    .flatMap((generation) => {
      const wire = generations.length === 1 ? '' : ` on wire ${generation.wire}`
      return sidesOf(generation).map((side) => said(`${side.name}${wire}`, answer(side)))
    })
    .join(' ')
}

function writers({ implicit, databags: { unit, app } }: SideOfWire): string {
  if (implicit === true) return 'Juju writes for every unit'
  const who = [
    ...(unit === undefined ? [] : ['every unit writes for itself']),
    ...(app === undefined ? [] : ['the leader writes for the application']),
  ]
  return who.join(', ') || 'nobody writes'
}

function keys({ databags }: SideOfWire): string {
  const all = [...new Set(Object.values(databags).flatMap((fields) => Object.keys(fields)))]
  if (all.length > room) return `${all.length} keys`
  return all.map(code).join(', ') || 'nothing'
}

const groupings: Readonly<Record<CommunicationScope, string>> = {
  global: 'yes, all partners are one to it',
  application: 'each application is spoken to by itself',
  unit: 'each unit is spoken to by itself',
}

function grouping({ implicit, conversation }: SideOfWire): string {
  return implicit === true ? 'yes' : groupings[conversation]
}

function ways({ implicit, methods, greeting }: SideOfWire): string {
  if (implicit === true) return 'by Juju itself'
  const calls = Object.entries(methods).filter(([, { returns }]) => returns === undefined)
  const all = [
    ...(calls.length === 0 ? [] : [`by ${calls.map(([name]) => code(name)).join(', ')}`]),
    ...(greeting === undefined ? [] : [`unasked, ${code(JSON.stringify(greeting))}`]),
  ]
  return all.join('; ') || 'it only reads'
}

function flags({ flags: own }: SideOfWire): string {
  return [...Object.keys(own), 'joined', 'invalid'].map(code).join(', ')
}
