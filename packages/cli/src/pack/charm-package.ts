import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import * as v from 'valibot'
import { CliError } from '../errors.ts'

/** What `package.json` of a charm says to who packs it. */
export interface CharmPackage {
  /** The module of the charm, as it stands there. */
  readonly entry: string | undefined
  /** Files and folders that go into the charm beside those that do by themselves. */
  readonly include: readonly string[]
}

/** Where a charm's module is that nobody named. */
const usualEntry = 'src/charm.ts'

const schema = v.object({
  main: v.optional(v.string()),
  exports: v.optional(v.unknown()),
  interlayer: v.optional(v.strictObject({ include: v.optional(v.array(v.string())) })),
})

/** Reads `package.json` in a charm's directory; a charm needs none. */
export async function readCharmPackage(directory: string): Promise<CharmPackage> {
  const text = await readIfThere(join(directory, 'package.json'))
  if (text === undefined) return { entry: undefined, include: [] }
  const result = v.safeParse(schema, parseJson(text))
  if (!result.success) {
    const [issue] = result.issues
    throw invalid(
      `${v.getDotPath(issue) ?? ''}: ${issue.message}. Write "interlayer": { "include": ["file or folder"] }.`,
    )
  }
  const { main, exports, interlayer } = result.output
  return { entry: moduleOf(exports) ?? main, include: interlayer?.include ?? [] }
}

/** The path of the charm's module: `wanted` from where the command runs, else of package.json, else the usual one. */
export function entryModule(directory: string, wanted: string | undefined, { entry }: CharmPackage): string {
  const path = wanted ?? join(directory, entry ?? usualEntry)
  if (existsSync(path)) return path
  const where = relative(directory, path)
  const named = wanted === undefined ? 'package.json names' : '--entry names'
  const problem =
    wanted === undefined && entry === undefined
      ? `no charm: there is neither interlayer.yaml nor ${where}. Write one, or name the charm's module by exports in package.json`
      : `no ${where}, which ${named} as the charm's module. Build it, or correct the name`
  throw new CliError('FILE_UNREADABLE', `${resolve(directory)} has ${problem}.`)
}

/** `exports` is a path, or says by name or condition which. */
function moduleOf(exports: unknown): string | undefined {
  if (typeof exports === 'string') return exports
  if (typeof exports !== 'object' || exports === null) return undefined
  const entries = new Map<string, unknown>(Object.entries(exports))
  return moduleOf(entries.get('.') ?? entries.get('import') ?? entries.get('node') ?? entries.get('default'))
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch {
    return undefined
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw invalid(`${cause instanceof Error ? cause.message : String(cause)}. Correct it.`, cause)
  }
}

function invalid(problem: string, cause?: unknown): CliError {
  return new CliError('INPUT_INVALID', `package.json, ${problem}`, { cause })
}
