import type { Documents } from './documents.ts'

/** TypeScript that a document shows. */
export interface Example {
  readonly path: string
  /** Where the code begins: `README.md:12`. */
  readonly place: string
  /** Every line stands where it stands in the document, so that a compiler's line is the document's. */
  readonly code: string
  /** What it prints, line by line, as its `// =>` comments say. */
  readonly prints: readonly string[]
}

/** The examples of all documents, in order. One marked `ts continues` is the rest of the one before it. */
export function examplesIn(documents: Documents): readonly Example[] {
  return [...documents].flatMap(([path, text]) => {
    const lines = text.split('\n')
    const shown = path.endsWith('.ts') ? lines.map(commentText) : lines
    return joined(blocksIn(shown)).map((blocks) => toExample(path, blocks))
  })
}

interface Block {
  readonly continues: boolean
  /** Numbered from 0, the end exclusive. */
  readonly start: number
  readonly lines: readonly string[]
}

function blocksIn(lines: readonly string[]): readonly Block[] {
  const fences = [...lines.entries()].filter(([, line]) => line.startsWith('```'))
  return fences.flatMap(([open, fence], index) => {
    const close = fences[index + 1]?.[0]
    const [language = '', mark] = fence.slice(3).split(' ')
    if (index % 2 === 1 || close === undefined || !typescript.test(language)) return []
    return [{ continues: mark === 'continues', start: open + 1, lines: lines.slice(open + 1, close) }]
  })
}

const typescript = /^(?:[cm]?[jt]sx?|typescript|javascript)$/

function joined(blocks: readonly Block[]): readonly (readonly Block[])[] {
  const examples: Block[][] = []
  for (const block of blocks) {
    const last = examples.at(-1)
    if (block.continues && last !== undefined) last.push(block)
    else examples.push([block])
  }
  return examples
}

function toExample(path: string, blocks: readonly Block[]): Example {
  const lines: string[] = []
  for (const block of blocks) {
    while (lines.length < block.start) lines.push('')
    lines.push(...block.lines)
  }
  return {
    path,
    place: `${path}:${(blocks[0]?.start ?? 0) + 1}`,
    code: `${lines.join('\n')}\n`,
    prints: lines.flatMap((line) => /\/\/ => (.*)$/.exec(line)?.[1] ?? []),
  }
}

/** A line of a block comment without its star; any other line is no text. */
function commentText(line: string): string {
  return /^\s*\* ?(.*)$/.exec(line)?.[1] ?? ''
}
