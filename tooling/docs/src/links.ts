import { existsSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { root, type Documents } from './documents.ts'

interface Link {
  readonly text: string
  readonly place: string
  /** From the root of the repository. */
  readonly path: string
  readonly heading: string
}

/** Relative links that lead nowhere: to no file, or to no heading of it. */
export function brokenLinks(documents: Documents): readonly string[] {
  return linksIn(documents).flatMap(({ place, path, heading }) => {
    if (!documents.has(path) && !existsSync(join(root, path)))
      return [`${place} leads to ${path}, which does not exist: mend the link.`]
    if (heading === '' || headingsOf(textOf(documents, path)).includes(heading)) return []
    return [`${place} leads to #${heading}, which ${path} does not have: mend the link.`]
  })
}

/** Links to files of tests whose text is no name of a test there. */
export function brokenCitations(documents: Documents): readonly string[] {
  return linksIn(documents).flatMap(({ text, place, path }) => {
    if (!/\.test(?:-d)?\.ts$/.test(path) || !existsSync(join(root, path))) return []
    if (testNames(textOf(documents, path)).has(text)) return []
    return [`${place} cites the test "${text}", which ${path} does not have: cite a test by its name.`]
  })
}

function linksIn(documents: Documents): readonly Link[] {
  return [...documents].flatMap(([path, text]) => {
    if (!path.endsWith('.md')) return []
    return withoutCode(text).flatMap((line, index) =>
      [...line.matchAll(/\[([^\]]+)\]\((?!\w+:)([^)#\s]*)#?([^)\s]*)\)/g)].map(
        ([, label = '', target = '', heading = '']) => ({
          text: label,
          place: `${path}:${index + 1}`,
          path: target === '' ? path : posix.join(posix.dirname(path), target),
          heading,
        }),
      ),
    )
  })
}

/** The lines, blank where they are code. */
function withoutCode(text: string): readonly string[] {
  let code = false
  return text.split('\n').map((line) => {
    const fence = line.startsWith('```')
    if (fence) code = !code
    return code || fence ? '' : line
  })
}

/** As GitHub names them in addresses. */
function headingsOf(text: string): readonly string[] {
  return withoutCode(text).flatMap((line) => {
    const [, heading] = /^#+ (.*)$/.exec(line) ?? []
    if (heading === undefined) return []
    return [
      heading
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
        .replaceAll(' ', '-'),
    ]
  })
}

function testNames(text: string): ReadonlySet<string> {
  const names = text.matchAll(/\b(?:test|it|describe)(?:\.each\([^]*?\))?\(\s*(['"`])((?:\\.|(?!\1)[^\\])*)\1/g)
  return new Set([...names].map(([, , name = '']) => name.replaceAll(/\\(.)/g, '$1')))
}

function textOf(documents: Documents, path: string): string {
  return documents.get(path) ?? readFileSync(join(root, path), 'utf8')
}
