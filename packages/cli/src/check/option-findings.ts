import { lineOf } from '../input/text.ts'
import type { CharmCode, OptionSchema } from './charm-code.ts'
import { addTo, type CharmFiles, type FoundSection } from './charm-files.ts'
import { removal } from './edit.ts'
import { lineOfMember, membersOf, withMember } from './entry-member.ts'
import type { Finding } from './finding.ts'
import type { YamlEntry } from './yaml-file.ts'

/** Where the configuration options of metadata and code differ. */
export function optionFindings({ options, file }: CharmCode, files: CharmFiles): readonly Finding[] {
  if (options === undefined) return []
  const section = files.section('options')
  const strays = [...section.entries.values()].filter(({ key }) => !options.has(key))
  return [
    ...[...options].flatMap(([name, option]) => {
      const entry = section.entries.get(name)
      return entry === undefined
        ? [absent(name, option, { section, strays })]
        : [...compareType(entry, option, section), ...compareDefault(entry, option, section)]
    }),
    ...strays.map((entry) => ({
      file: entry.file,
      line: entry.line,
      message: `Option "${entry.key}" is not in ${file}, so no handler reads it. Add it to config there, or delete it.`,
      edits: [removal(section.file, entry)],
    })),
  ]
}

interface Known {
  readonly section: FoundSection
  readonly strays: readonly YamlEntry[]
}

function absent(name: string, option: OptionSchema, { section, strays }: Known): Finding {
  const { name: file, text } = section.file
  const rename = strays.length === 0 ? '' : `, or rename the key to one of: ${strays.map(({ key }) => key).join(', ')}`
  const edit = addTo(section, [name, option])
  const place = section.path.join('.')
  return {
    file,
    line: lineOf(text, edit.start),
    message: `Option "${name}" is not in ${file}. Declare it under ${place}${rename}.`,
    edits: [edit],
  }
}

function compareType(entry: YamlEntry, { type }: OptionSchema, { file }: FoundSection): readonly Finding[] {
  const { type: found } = membersOf(file, entry)
  // The operator's secret comes as its URI, which is a text.
  if (found === type || (found === 'secret' && type === 'string')) return []
  const has = found === undefined ? 'no type' : `the type ${JSON.stringify(found)}`
  const message = `Option "${entry.key}" has ${has}, and the code reads "${type}". Write type: ${type}.`
  return [
    {
      file: entry.file,
      line: lineOfMember(file, entry, 'type'),
      message,
      edits: [withMember(file, entry, ['type', type])],
    },
  ]
}

/** A default of the metadata alone is one: Juju hands it over. */
function compareDefault(entry: YamlEntry, option: OptionSchema, { file }: FoundSection): readonly Finding[] {
  const { default: found } = membersOf(file, entry)
  const { default: wanted } = option
  if (wanted === undefined || found === wanted) return []
  const [has, value] = [
    found === undefined ? 'no default' : `the default ${JSON.stringify(found)}`,
    JSON.stringify(wanted),
  ]
  const message = `Option "${entry.key}" has ${has}, and the code has ${value}. Write default: ${value}.`
  return [
    {
      file: entry.file,
      line: lineOfMember(file, entry, 'default'),
      message,
      edits: [withMember(file, entry, ['default', wanted])],
    },
  ]
}
