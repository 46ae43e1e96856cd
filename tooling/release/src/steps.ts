import { styleText } from 'node:util'

/** Where progress goes: standard error. */
export interface ProgressOutput {
  readonly isTTY?: boolean
  readonly write: (text: string) => unknown
}

/** Does work as a step of something long, and says so. */
export type Step = <Result>(name: string, work: () => Promise<Result>) => Promise<Result>

/** Milliseconds between two writings of the time that a step has taken so far. */
const interval = 500

/** Steps that say how long they took; on a terminal also, while they run, how long they are taking. */
export function steps(output: ProgressOutput): Step {
  return async (name, work) => {
    const start = performance.now()
    const seconds = (): string => ((performance.now() - start) / 1000).toFixed(1)
    const show = (mark: string, end: string): void => {
      output.write(`${output.isTTY === true ? '\r\u001b[K' : ''}${mark} ${name}: ${seconds()} s${end}`)
    }
    const timer = output.isTTY === true ? setInterval(() => show(' ', ''), interval) : undefined
    try {
      const result = await work()
      show(paint(output, 'green', 'ok'), '\n')
      return result
    } catch (error) {
      show(paint(output, 'red', 'FAILED'), '\n')
      throw error
    } finally {
      clearInterval(timer)
    }
  }
}

function paint(output: ProgressOutput, colour: 'green' | 'red', text: string): string {
  return output.isTTY === true ? styleText(colour, text, { validateStream: false }) : text
}
