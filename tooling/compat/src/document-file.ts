import { readFile, writeFile } from 'node:fs/promises'

/** Writes a file, or tells whether it says already what it should; gives an exit status. */
export async function settleFile(path: string, text: string, { write }: { readonly write: boolean }): Promise<0 | 1> {
  if (write) await writeFile(path, text)
  return (await readFile(path, 'utf8').catch(() => '')) === text ? 0 : 1
}
