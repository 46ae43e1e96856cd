import { Model, type HookCommandResult, type UnitTools } from '../../src/index.ts'
import { idle, puppet, type Puppet } from './program.ts'

/** One line of a shell: words between blanks, with single quotes around those that have blanks. */
function sh({ run }: Pick<UnitTools, 'run'>, line: string, stdin?: string): HookCommandResult {
  const [command = '', ...args] = [...line.matchAll(/'([^']*)'|(\S+)/g)].map(
    ([, quoted, plain]) => quoted ?? plain ?? '',
  )
  const result = run({ command, args, stdin })
  if (result === undefined) throw new Error(`there is no hook tool "${command}"`)
  return result
}

/** What a line prints on success, or what it says and how it ends. */
export function said(tools: Pick<UnitTools, 'run'>, line: string, stdin?: string): string | readonly [number, string] {
  const { code, stdout, stderr } = sh({ run: (command) => tools.run(command) }, line, stdin)
  return code === 0 ? stdout + stderr : [code, stderr]
}

/** Lines of a shell with what they print, or with their exit code and what they print on standard error. */
export type Session = Readonly<Record<string, string | readonly [number, string]>>

/** What the lines of a session give, one after the other. */
export function converse(tools: UnitTools, session: Session): Session {
  return Object.fromEntries(Object.keys(session).map((line) => [line, said(tools, line)]))
}

/** Two proxies, of which the first leads, related to two websites; with peers of the proxies. */
export async function site(): Promise<{ readonly model: Model; readonly proxy: Puppet; readonly website: Puppet }> {
  const model = new Model({ seed: 5 })
  const [proxy, website] = [puppet(), puppet()]
  const options = {
    port: { type: 'int', default: 80 },
    name: { type: 'string' },
    ratio: { type: 'float', default: 0.5 },
    fast: { type: 'boolean', default: true },
  } as const
  const metadata = { requires: { backend: 'http' }, peers: { cluster: 'proxy' }, config: { options } }
  model.deploy('proxy', { program: proxy.program, metadata, units: 2 })
  model.deploy('website', { program: website.program, metadata: { provides: { website: 'http' } }, units: 2 })
  model.deploy('other', { program: idle })
  model.relate('proxy', 'website')
  await model.settle()
  return { model, proxy, website }
}

/** What the lines give in a hook of their own, `update-status`. */
export async function inHook(
  { model, proxy }: { readonly model: Model; readonly proxy: Puppet },
  session: Session,
  unit = 'proxy/0',
): Promise<Session | undefined> {
  const found: Session[] = []
  proxy.does(async (tools) => {
    if (tools.context.hook === 'update-status') found.push(converse(tools, session))
  })
  model.trigger(unit, 'update-status')
  await model.settle()
  return found[0]
}

/** What a tool says of arguments that it does not understand. */
export function misused(text: string): readonly [number, string] {
  return [2, `ERROR ${text}\n`]
}

/** What a tool says of what cannot be done. */
export function failed(text: string): readonly [number, string] {
  return [1, `ERROR ${text}\n`]
}
