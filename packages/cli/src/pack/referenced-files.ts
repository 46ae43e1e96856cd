import { createHash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { basename, extname } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Plugin } from 'rolldown'
import { parseSync, Visitor, type ESTree } from 'rolldown/utils'

/** A file that code names by URL, and what it is called where the code is bundled. */
export interface ReferencedFile {
  readonly name: string
  readonly source: string
  /** Code is bundled; everything else is copied. */
  readonly isCode: boolean
}

const codeEndings = /\.[cm]?[jt]s$/

/** Notes each file that a module names by `new URL('…', import.meta.url)`, and has it named as it is beside the bundle. */
export function referencedFiles(note: (file: ReferencedFile) => void): Plugin {
  return {
    name: 'interlayer:referenced-files',
    transform: {
      filter: { code: /import\.meta\.url/, id: codeEndings },
      handler(code, id) {
        const references = referencesIn(code, id).flatMap((reference) => resolved(reference, id))
        for (const { file } of references) note(file)
        return references.length === 0 ? null : { code: renamed(code, references) }
      },
    },
  }
}

/** The first argument of a `new URL`, and where it stands. */
interface Reference {
  readonly start: number
  readonly end: number
  readonly url: string
}

interface ResolvedReference extends Reference {
  readonly file: ReferencedFile
}

function referencesIn(code: string, id: string): readonly Reference[] {
  const found: Reference[] = []
  new Visitor({
    NewExpression({ callee, arguments: [url, base] }) {
      if (callee.type !== 'Identifier' || callee.name !== 'URL' || !isModuleUrl(base)) return
      if (url?.type !== 'Literal' || typeof url.value !== 'string') return
      found.push({ start: url.start, end: url.end, url: url.value })
    },
  }).visit(parseSync(id, code).program)
  return found
}

function isModuleUrl(node: ESTree.Argument | undefined): boolean {
  if (node?.type !== 'MemberExpression' || node.object.type !== 'MetaProperty') return false
  return node.property.type === 'Identifier' && node.property.name === 'url'
}

/** Nothing for what is no file: a directory, another machine, or what is there only when the charm runs. */
function resolved(reference: Reference, id: string): readonly ResolvedReference[] {
  const url = new URL(reference.url, pathToFileURL(id))
  if (url.protocol !== 'file:') return []
  const source = fileURLToPath(url)
  if (statSync(source, { throwIfNoEntry: false })?.isFile() !== true) return []
  const ending = extname(source)
  const isCode = codeEndings.test(ending)
  const digest = createHash('sha256').update(readFileSync(source)).digest('hex').slice(0, 8)
  const name = `${basename(source, ending)}-${digest}${isCode ? '.mjs' : ending}`
  return [{ ...reference, file: { name, source, isCode } }]
}

function renamed(code: string, references: readonly ResolvedReference[]): string {
  return references.reduceRight(
    (text, { start, end, file }) => `${text.slice(0, start)}${JSON.stringify(`./${file.name}`)}${text.slice(end)}`,
    code,
  )
}
