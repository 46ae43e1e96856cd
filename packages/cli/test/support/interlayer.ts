import { run } from '../../src/index.ts'
import type { Surroundings } from '../../src/index.ts'

/** What a command gave. */
export interface Ended {
  readonly status: number
  readonly out: string
  readonly err: string
}

/** What a command is given beside its arguments. */
export interface Given extends Partial<Pick<Surroundings, 'env' | 'directory'>> {
  readonly input?: string
}

/** Runs one command in this process. */
export async function interlayer(args: readonly string[], given: Given = {}): Promise<Ended> {
  const printed = { out: '', err: '' }
  const status = await run(args, {
    env: given.env ?? {},
    directory: given.directory ?? process.cwd(),
    input: () => Promise.resolve(given.input ?? ''),
    out: (text) => void (printed.out += text),
    err: (text) => void (printed.err += text),
    seen: { out: false, err: false },
  })
  return { status, ...printed }
}
