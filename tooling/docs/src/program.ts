// Runs examples one after the other in a process of their own, and says of each in one line of JSON what came of it.
import { Console } from 'node:console'
import { join } from 'node:path'
import { Writable } from 'node:stream'

/** What came of one example. */
export interface Run {
  readonly file: string
  readonly printed: readonly string[]
  readonly thrown?: { readonly line: number | undefined; readonly message: string }
}

for (const file of process.argv.slice(2)) process.stdout.write(`${JSON.stringify(await run(file))}\n`)

async function run(file: string): Promise<Run> {
  let output = ''
  const paper = new Writable({
    write(chunk: Buffer, _encoding, done) {
      output += chunk.toString()
      done()
    },
  })
  globalThis.console = new Console(paper, paper)
  const path = join(process.cwd(), file)
  const thrown = await import(path).then(
    () => undefined,
    (cause: unknown) => describe(cause, path),
  )
  return { file, printed: output.split('\n').slice(0, -1), ...(thrown !== undefined && { thrown }) }
}

function describe(cause: unknown, path: string): Run['thrown'] {
  if (!(cause instanceof Error)) return { line: undefined, message: String(cause) }
  const [, after = ''] = cause.stack?.split(`${path}:`) ?? []
  return { line: after === '' ? undefined : Number.parseInt(after, 10), message: cause.message }
}
