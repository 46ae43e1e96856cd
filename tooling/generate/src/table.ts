/** A table in Markdown, without columns that have nothing in them; the formatter puts the others in line. Nothing without rows. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return ''
  const filled = (cells: readonly string[]): readonly string[] =>
    cells.filter((_, column) => rows.some((row) => row[column] !== ''))
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${filled(cells).map(cell).join(' | ')} |`).join('\n')
}

function cell(text: string): string {
  return text.replaceAll('|', String.raw`\|`).replaceAll('\n', ' ')
}

/** As code. */
export function code(text: string): string {
  return `\`${text}\``
}

/** As a part of a list or cell: without the dot at its end. */
export function phrase(sentence: string): string {
  return sentence.replace(/\.$/, '')
}
