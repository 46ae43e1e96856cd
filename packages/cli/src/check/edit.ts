import { stringify } from 'yaml'
import type { YamlEntry, YamlFile, YamlMapping } from './yaml-file.ts'

/** A part of a file that another text takes the place of. */
export interface Edit {
  readonly file: string
  readonly start: number
  readonly end: number
  readonly text: string
  /** What stands once around all edits of one place that have the same, as the key of a section that is not there yet. */
  readonly around?: Around
  /** Columns by which lines are set in. Of those that come to one place, the deeper belong to what stands before. */
  readonly depth?: number
}

interface Around {
  readonly before: string
  readonly between: string
  readonly after: string
}

/** What an edit does to whole lines. */
export interface LineChange {
  readonly file: string
  /** The first line that goes, or before which the new ones come. */
  readonly line: number
  readonly remove: readonly string[]
  readonly insert: readonly string[]
}

/** Adds a key to a mapping, within further mappings that are not there yet. */
export function insertion(
  file: YamlFile,
  { node, owner, entries }: YamlMapping,
  { key, value, within = [] }: NewEntry,
): Edit {
  const last = [...entries.values()].at(-1)
  const text = flow(Object.fromEntries([[key, value]])).replace(/^\{ ?(.*?) ?\}$/s, '$1')
  const opening = within.map((step) => `${step}: { `).join('')
  const closing = ' }'.repeat(within.length)
  if (node?.flow === true) {
    // Before the others: the last of them may be taken out, and its comma with it.
    const start = node.range[0] + 1
    const around = { before: ` ${opening}`, between: ', ', after: `${closing}${last === undefined ? ' ' : ','}` }
    return { file: file.name, start, end: start, text, around }
  }
  if (owner !== undefined && node === undefined && (isWritten(owner) || owner.parent.flow === true)) {
    const around = { before: ` { ${opening}`, between: ', ', after: `${closing} }` }
    return { file: file.name, start: afterKey(file, owner), end: endOf(file, owner), text, around }
  }
  return blockInsertion(file, { last, owner }, { key, value, within })
}

/** What is to be written, and the keys that lead to it beyond what is there. */
export interface NewEntry {
  readonly key: string
  readonly value: unknown
  readonly within?: readonly string[]
}

interface Neighbours {
  readonly last: YamlEntry | undefined
  readonly owner: YamlEntry | undefined
}

/** On lines of its own, also at the end of a file that does not end its last. */
function blockInsertion(file: YamlFile, { last, owner }: Neighbours, { key, value, within = [] }: NewEntry): Edit {
  const indent = last === undefined ? indentUnder(file, owner) : columnOf(file, last)
  const from = last ?? owner
  const start = from === undefined ? file.text.length : nextLine(file, endOf(file, from))
  const ending = start > 0 && file.text[start - 1] !== '\n' ? '\n' : ''
  const opening = within.map((step, depth) => `${' '.repeat(indent + depth * 2)}${step}:\n`).join('')
  const text = block([key, value], indent + within.length * 2)
  return {
    file: file.name,
    start,
    end: start,
    text,
    around: { before: ending + opening, between: '', after: '' },
    depth: indent,
  }
}

/** Takes a key out of its mapping. */
export function removal(file: YamlFile, entry: YamlEntry): Edit {
  const [start, end] = [entry.pair.key.range[0], endOf(file, entry)]
  if (entry.parent.flow !== true)
    return { file: file.name, start: lineStart(file, start), end: nextLine(file, end), text: '' }
  const after = /^\s*,\s*/.exec(file.text.slice(end))?.[0].length
  if (after !== undefined) return { file: file.name, start, end: end + after, text: '' }
  const before = /,\s*$/.exec(file.text.slice(0, start))?.[0].length ?? 0
  return { file: file.name, start: start - before, end, text: '' }
}

/** Gives a key another value. */
export function replacement(file: YamlFile, entry: YamlEntry, value: unknown): Edit {
  const text = `${file.text.slice(entry.pair.key.range[0], entry.pair.key.range[1])}: ${flow(value)}`
  return { file: file.name, start: entry.pair.key.range[0], end: endOf(file, entry), text }
}

/** The text with all edits made. Removals may meet; what is put in at one place comes in the order of the edits. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  let [edited, limit] = [text, text.length]
  for (const { start, end, text: put } of fromTheEnd(joined(edits))) {
    edited = edited.slice(0, start) + put + edited.slice(Math.max(start, Math.min(end, limit)))
    limit = start
  }
  return edited
}

/** Of those that begin at one place, what takes away comes before what only puts in. */
function fromTheEnd(edits: readonly Edit[]): readonly Edit[] {
  return edits
    .map((edit, index) => ({ edit, index }))
    .sort(
      (a, b) =>
        b.edit.start - a.edit.start || b.edit.end - a.edit.end || depth(a.edit) - depth(b.edit) || b.index - a.index,
    )
    .map(({ edit }) => edit)
}

function depth(edit: Edit): number {
  return edit.depth ?? 0
}

/** Edits of one place with the same around them become one, with that around it. */
function joined(edits: readonly Edit[]): readonly Edit[] {
  const groups = new Map<string, Edit>()
  for (const edit of edits) {
    const key = JSON.stringify([edit.start, edit.end, depth(edit), edit.around ?? groups.size])
    const first = groups.get(key)
    groups.set(
      key,
      first === undefined ? edit : { ...first, text: `${first.text}${edit.around?.between ?? ''}${edit.text}` },
    )
  }
  return [...groups.values()].map(({ around, ...edit }) => ({ ...edit, text: wrapped(edit.text, around) }))
}

function wrapped(text: string, around: Around | undefined): string {
  return `${around?.before ?? ''}${text}${around?.after ?? ''}`
}

/** The lines that an edit takes away and puts in. */
export function lineChange({ text }: YamlFile, edit: Edit): LineChange {
  const put = wrapped(edit.text, edit.around)
  const start = text.lastIndexOf('\n', edit.start - 1) + 1
  const isWhole = edit.start === start && (put === '' || put.endsWith('\n'))
  const end = isWhole ? edit.end : endOfLine(text, edit.end)
  const before = text.slice(start, end)
  const after = text.slice(start, edit.start) + put + text.slice(edit.end, end)
  const line = text.slice(0, start).split('\n').length
  return { file: edit.file, line, remove: linesOf(before), insert: linesOf(after) }
}

/** A value on one line, as YAML. */
function flow(value: unknown): string {
  return stringify(value, { collectionStyle: 'flow', lineWidth: 0, version: '1.1' }).trimEnd()
}

function block([key, value]: readonly [string, unknown], indent: number): string {
  const text = stringify(Object.fromEntries([[key, value]]), { lineWidth: 0, version: '1.1' })
  return text.replaceAll(/^(?=.)/gm, ' '.repeat(indent))
}

/** Whether a null is spelt out. */
function isWritten({ pair }: YamlEntry): boolean {
  return pair.value !== null && pair.value.range[0] < pair.value.range[1]
}

/** Behind the colon of a key. */
function afterKey({ text }: YamlFile, { pair }: YamlEntry): number {
  const colon = /^\s*:/.exec(text.slice(pair.key.range[1]))?.[0].length ?? 0
  return pair.key.range[1] + colon
}

/** Where the value of a key ends, without what follows it. */
function endOf(file: YamlFile, entry: YamlEntry): number {
  const end = entry.pair.value?.range[1] ?? 0
  return Math.max(file.text.slice(0, end).trimEnd().length, afterKey(file, entry))
}

function indentUnder(file: YamlFile, owner: YamlEntry | undefined): number {
  return owner === undefined ? 0 : columnOf(file, owner) + 2
}

function columnOf(file: YamlFile, { pair }: YamlEntry): number {
  return pair.key.range[0] - lineStart(file, pair.key.range[0])
}

function lineStart({ text }: YamlFile, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1
}

function nextLine({ text }: YamlFile, offset: number): number {
  const end = text.indexOf('\n', offset)
  return end === -1 ? text.length : end + 1
}

function endOfLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset)
  return end === -1 ? text.length : end
}

function linesOf(text: string): readonly string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n')
}
