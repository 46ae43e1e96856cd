// Starts an interface package: `pnpm new-interface <name> [--peers] [--from schema.json]`.
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { freshSketch } from './fresh-sketch.ts'
import { importedSketch } from './imported-sketch.ts'
import { camel, nameProblem, pascal } from './name.ts'
import { peersSketch } from './peers-sketch.ts'
import { readSchema } from './schema-file.ts'
import type { Sketch, Subject } from './sketch.ts'

const help = `Usage: pnpm new-interface <name> [--summary <sentence>] [--peers] [--from <schema.json> [--encoding text|json]]

Starts packages/interface-<name>, which passes every check as it is.

  <name>      as Juju spells the interface
  --summary   one sentence: what it is for
  --peers     of the units of one application among themselves, where there is no other side
  --from      JSON Schema, as pydantic exports it: of the provider's model with "unit" and "app", of its application's databag alone,
              {"provides": …, "requires": …} with one for each side, or a file of schemas/ in an interface package; with --peers of a
              unit's databag alone, of the model with both, or {"peers": …}. What it says and the definition cannot say is printed.
  --encoding  how values stand in the databag: "text", as Python's str has them (the default), or "json", each value as JSON`

const root = join(import.meta.dirname, '../../..')

try {
  process.exitCode = await run()
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}

async function run(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      help: { type: 'boolean', short: 'h' },
      summary: { type: 'string', default: 'Where a service can be reached.' },
      peers: { type: 'boolean', default: false },
      from: { type: 'string' },
      encoding: { type: 'string', default: 'text' },
    },
  })
  const [name, ...others] = positionals
  if (values.help === true) return say(help)
  if (name === undefined || others.length > 0) throw new Error(help)
  const problem = nameProblem(name, root)
  if (problem !== undefined) throw new Error(problem)
  const sketch = sketchOf({ name, summary: values.summary, constant: camel(name), prefix: pascal(name) }, values)
  // It loads the whole catalogue: who asks for help need not wait for that.
  const { start } = await import('./start.ts')
  await start(sketch, root).catch((cause: unknown) => {
    throw new Error(`${String(cause)}\nRemove packages/interface-${name} before you try again.`, { cause })
  })
  return say(`packages/interface-${name} is there. Next: write its definition, then its classes, and what .changeset/interface-${name}.md tells their users.
After each change: pnpm wire, pnpm docs:generate. CONTRIBUTING.md says what is where.`)
}

interface Source {
  readonly peers: boolean
  readonly from?: string | undefined
  readonly encoding: string
}

function sketchOf(subject: Subject, { peers, from, encoding }: Source): Sketch {
  if (from === undefined) return peers ? peersSketch(subject) : freshSketch(subject)
  if (encoding !== 'text' && encoding !== 'json') throw new Error(`--encoding is "${encoding}": give text or json.`)
  const { source, findings } = readSchema(from, subject, { encoding, peers })
  for (const { effect, databag, pointer, message } of findings)
    console.log(`${effect}: ${databag} ${pointer}: ${message}`)
  return importedSketch(subject, source, peers)
}

function say(text: string): number {
  console.log(text)
  return 0
}
