import { yamlOf } from './tool-call.ts'

const secretTools = ['secret-add', 'secret-set']

/**
 * Runs a tool with its arguments, but for the content of secrets: what is an argument of a process, every process of the machine
 * can read, so that goes by a file that only its owner can.
 */
export async function withSecretFile<T>(
  command: string,
  args: readonly string[],
  run: (args: readonly string[]) => Promise<T>,
): Promise<T> {
  const content = secretTools.includes(command) ? args.filter(isContent) : []
  if (content.length === 0) return run(args)
  // Loaded here because most hooks need none of it.
  const { rmSync } = process.getBuiltinModule('node:fs')
  const { mkdtemp, writeFile } = process.getBuiltinModule('node:fs/promises')
  const { tmpdir } = process.getBuiltinModule('node:os')
  const path = process.getBuiltinModule('node:path')
  // Its mode is 0700.
  const folder = await mkdtemp(path.join(tmpdir(), 'interlayer-'))
  const remove = (): void => {
    rmSync(folder, { recursive: true, force: true })
  }
  // Also when the process is told to stop meanwhile.
  process.once('exit', remove)
  try {
    const file = path.join(folder, 'content.yaml')
    await writeFile(file, yamlOf(new Map(content.map(keyAndText))), { mode: 0o600 })
    return await run(['--file', file, ...args.filter((arg) => !isContent(arg))])
  } finally {
    process.off('exit', remove)
    remove()
  }
}

/** `key#base64=…`, as `JujuTools` writes it. */
function isContent(arg: string): boolean {
  return /^[a-z0-9-]+#base64=/.test(arg)
}

function keyAndText(arg: string): readonly [string, string] {
  const end = arg.indexOf('=')
  return [arg.slice(0, end), arg.slice(end + 1)]
}
