/** What stands between the marks of a document, by the name of the block. */
export type Blocks = Readonly<Record<string, string>>

const command = 'pnpm docs:generate'

/** The text of a document with each block between its marks; refuses a document that lacks some. */
export function withBlocks(path: string, text: string, blocks: Blocks): string {
  return Object.entries(blocks).reduce((before, [name, block]) => withBlock(before, { path, name, block }), text)
}

interface Place {
  readonly path: string
  readonly name: string
  readonly block: string
}

function withBlock(text: string, { path, name, block }: Place): string {
  const [begin, end] = [`<!-- ${name}: ${command} -->`, `<!-- end of ${name} -->`]
  const [before, after] = [text.indexOf(begin), text.indexOf(end)]
  if (before === -1 || after < before)
    throw new Error(`${path} has no place for what is generated: put "${begin}" and "${end}" into it, a line each.`)
  return `${text.slice(0, before + begin.length)}\n\n${block.trim()}\n\n${text.slice(after)}`
}
