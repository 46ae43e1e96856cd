import type { WriteStream } from 'node:tty'
import { styleText } from 'node:util'
import type { Report } from './report.ts'
import { Timeline, type Entry } from './timeline.ts'

const unitWidth = 10
const whatWidth = 42
const headingWidth = 100

/** For people: coloured, with a line of progress, where a person watches; plain lines elsewhere. */
export function textReport(output: WriteStream): Report {
  const paint: Paint = (format, text) => styleText(format, text, { stream: output })
  let last = ''
  const progress = (text: string): void => {
    if (output.isTTY && text !== last) output.write(`\r\u001b[K${text}`)
    last = text
  }
  const line = (text: string): void => {
    progress('')
    output.write(`${text}\n`)
  }
  const timeline = new Timeline((entry) => draw(entry, paint).forEach(line))
  const flush = (): void => {
    timeline.flush()
    progress('')
  }
  return {
    event: (event) => {
      timeline.add(event)
      // A hook shows in the timeline when it is over; what it says while it works, at once.
      if (event.event === 'status') progress(`${event.unit}: ${event.message}`)
    },
    heading: (text) => {
      flush()
      line(`\n${paint('bold', `── ${text} `.padEnd(headingWidth, '─'))}`)
    },
    line: (text) => {
      flush()
      line(text)
    },
    progress,
    flush,
  }
}

type Paint = (format: Parameters<typeof styleText>[0], text: string) => string

const colours = {
  wire: 'cyan',
  raised: 'green',
  fallen: 'yellow',
  status: 'magenta',
  failed: 'red',
} as const

/** Who, what and the first effect in one line; further effects below the first. */
function draw({ unit, what, effects }: Entry, paint: Paint): readonly string[] {
  const begin = `${unit.padEnd(unitWidth)} ${what.padEnd(whatWidth)}`
  if (effects.length === 0) return [paint('dim', begin.trimEnd())]
  return effects.map(({ kind, text }, index) => {
    const left = index === 0 ? begin : ' '.repeat(begin.length)
    return `${left} ${paint(colours[kind], text)}`
  })
}
