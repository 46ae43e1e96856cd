import { chmod, mkdtemp, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Pair, Side } from './pair.ts'

/** Makes the directory of a charm in a folder: what Juju reads of it, and the `dispatch` that runs it. */
export async function charmDirectory(
  folder: string,
  { interface: name, endpoint }: Pair,
  { side, dispatch }: { readonly side: Side; readonly dispatch: string },
): Promise<string> {
  const directory = await mkdtemp(join(folder, `${side}-`))
  const role = side === 'provider' ? 'provides' : 'requires'
  const files = {
    'metadata.yaml': `name: ${side}\nsummary: ${side}\ndescription: ${side}\n${role}:\n  ${endpoint}: { interface: ${name} }\n`,
    'config.yaml': 'options:\n  edition: { type: string, default: "1", description: What is given. }\n',
    dispatch: `#!/bin/sh\n${dispatch}\n`,
  }
  for (const [path, text] of Object.entries(files)) await writeFile(join(directory, path), text)
  await chmod(join(directory, 'dispatch'), 0o755)
  return directory
}
