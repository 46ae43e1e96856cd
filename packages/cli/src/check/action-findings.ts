import { lineOf } from '../input/text.ts'
import type { ActionSchema, CharmCode, ParamSchema } from './charm-code.ts'
import { addTo, type CharmFiles, type FoundSection } from './charm-files.ts'
import { removal } from './edit.ts'
import { lineOfMember, membersOf, withMember } from './entry-member.ts'
import type { Finding } from './finding.ts'
import { actionMetadata } from './metadata.ts'
import { mappingAt, type YamlEntry, type YamlFile } from './yaml-file.ts'

/** Where the actions of metadata and code differ. */
export function actionFindings({ actions, file }: CharmCode, files: CharmFiles): readonly Finding[] {
  const section = files.section('actions')
  const strays = [...section.entries.values()].filter(({ key }) => !actions.has(key) && key !== 'additionalProperties')
  return [
    ...[...actions].flatMap(([name, action]) => {
      const entry = section.entries.get(name)
      if (entry === undefined) return [absent(name, action, { section, strays })]
      return action === undefined ? [] : compare(section.file, entry, action)
    }),
    ...strays.map((entry) => ({
      file: entry.file,
      line: entry.line,
      message: `Action "${entry.key}" is not in ${file}, which would refuse it. Add it there, or delete it.`,
      edits: [removal(section.file, entry)],
    })),
  ]
}

interface Known {
  readonly section: FoundSection
  readonly strays: readonly YamlEntry[]
}

function absent(name: string, action: ActionSchema | undefined, { section, strays }: Known): Finding {
  const { name: file, text } = section.file
  const rename = strays.length === 0 ? '' : `, or rename the key to one of: ${strays.map(({ key }) => key).join(', ')}`
  const edit = addTo(section, [name, action === undefined ? {} : actionMetadata(action)])
  const message = `Action "${name}" is not in ${file}. Declare it under actions${rename}.`
  return { file, line: lineOf(text, edit.start), message, edits: [edit] }
}

function compare(file: YamlFile, action: YamlEntry, schema: ActionSchema): readonly Finding[] {
  const params = mappingAt(file, action).entries.get('params')
  const declared = params === undefined ? new Map<string, YamlEntry>() : mappingAt(file, params).entries
  return [
    ...missingParams({ file, action, params }, { schema, declared }),
    ...Object.entries(schema.params).flatMap(([name, param]) => {
      const entry = declared.get(name)
      return entry === undefined ? [] : compareParam({ file, action }, entry, param)
    }),
    ...[...declared.values()]
      .filter(({ key }) => !Object.hasOwn(schema.params, key))
      .map((entry) => ({
        file: entry.file,
        line: entry.line,
        message: `Action "${action.key}" takes no "${entry.key}" in the code, which refuses it. Add it there, or delete it.`,
        edits: [removal(file, entry)],
      })),
    ...compareRequired(file, action, schema),
  ]
}

interface Declared {
  readonly file: YamlFile
  readonly action: YamlEntry
}

interface Wanted {
  readonly schema: ActionSchema
  readonly declared: ReadonlyMap<string, YamlEntry>
}

function missingParams(
  { file, action, params }: Declared & { readonly params: YamlEntry | undefined },
  { schema, declared }: Wanted,
): readonly Finding[] {
  const missing = Object.entries(schema.params).filter(([name]) => !declared.has(name))
  if (params === undefined && missing.length > 0) {
    const names = missing.map(([name]) => name).join(', ')
    const message = `Action "${action.key}" takes ${names} in the code, and has no params. Write them.`
    return [
      { file: file.name, line: action.line, message, edits: [withMember(file, action, ['params', schema.params])] },
    ]
  }
  return missing.map(([name, param]) => {
    const message = `Action "${action.key}" takes "${name}" in the code, and not in ${file.name}. Write it under params.`
    const edits = params === undefined ? [] : [withMember(file, params, [name, param])]
    return { file: file.name, line: params?.line ?? action.line, message, edits }
  })
}

function compareParam({ file, action }: Declared, entry: YamlEntry, param: ParamSchema): readonly Finding[] {
  const found = membersOf(file, entry)
  return (['type', 'default'] as const).flatMap((member) => {
    const [has, wanted] = [found[member], JSON.stringify(param[member] ?? null)]
    if (param[member] === undefined || JSON.stringify(has ?? null) === wanted) return []
    const is = has === undefined ? `no ${member}` : `the ${member} ${JSON.stringify(has)}`
    const place = `"${entry.key}" of action "${action.key}"`
    const message = `${place} has ${is}, and the code has ${wanted}. Write ${member}: ${wanted}.`
    const edits = [withMember(file, entry, [member, param[member]])]
    return [{ file: entry.file, line: lineOfMember(file, entry, member), message, edits }]
  })
}

/** Metadata may require more than the code, of what there is. */
function compareRequired(file: YamlFile, action: YamlEntry, { params, required }: ActionSchema): readonly Finding[] {
  const { required: found = [] } = membersOf(file, action)
  const names: readonly unknown[] = Array.isArray(found) ? found : []
  const kept = names.filter((name) => typeof name === 'string' && Object.hasOwn(params, name))
  const wanted = [...new Set([...kept, ...required])]
  if (wanted.length === names.length && Array.isArray(found)) return []
  const message = `Action "${action.key}" needs ${required.length === 0 ? 'no params' : required.join(', ')} in the code. Write required: [${wanted.join(', ')}].`
  const edits = [withMember(file, action, ['required', wanted.length === 0 ? undefined : wanted])]
  return [{ file: action.file, line: lineOfMember(file, action, 'required'), message, edits }]
}
