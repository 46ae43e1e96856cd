const [begin, end] = ['<!-- results: pnpm bench -->', '<!-- end of results -->']

/** The text of a document with other results between its marks. */
export function withResults(document: string, results: string): string {
  const [before, rest] = [document.indexOf(begin), document.indexOf(end)]
  if (before === -1 || rest < before)
    throw new Error(`Results stand between "${begin}" and "${end}": put both in the document.`)
  return `${document.slice(0, before + begin.length)}\n\n${results}\n\n${document.slice(rest)}`
}
