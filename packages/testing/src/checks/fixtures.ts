import type { Field, Fields, InterfaceDefinition, Role } from '@interlayer/runtime'
import { fieldOf, remoteRole } from '@interlayer/runtime/adapter'
import type { Texts } from '../partner.ts'
import { roles, type Bag } from '../places.ts'
import { look } from '../scene/look.ts'
import { recorded, type Recorded, type Story } from '../stories.ts'
import type { Subject } from '../subject.ts'
import { meaning } from '../values/meaning.ts'

/** What originals wrote is understood, and what is read of it is written in the same bytes. */
export async function checkFixtures(subject: Subject): Promise<readonly string[]> {
  const found = new Set<string>()
  if (subject.fixtures !== undefined && subject.stories.length === 0)
    found.add(`No story of ${subject.name} is in the folders of fixtures: name the folder of its original.`)
  for (const story of subject.stories) {
    for (const role of roles) {
      for (const step of recorded(story, role)) {
        for (const problem of [
          ...(await unreadable(subject, role, step)),
          ...rewritten(subject, { story, role }, step),
        ])
          found.add(`${story.file}, ${role}: ${problem}`)
      }
    }
  }
  return [...found]
}

async function unreadable(
  subject: Subject,
  role: Role,
  { step, app, units, secrets }: Recorded,
): Promise<readonly string[]> {
  const reader = subject.newest.get(remoteRole(role))?.side
  if (reader === undefined) return []
  const { seen = [], error } = await look(reader, { relations: [{ app, units }], secrets }, ({ problems }) => problems)
  const problems = seen.map(({ key, problem }) => `"${key}" is not understood at step ${step}: ${problem}.`)
  return error === undefined ? problems : [`the hook fails at step ${step}: ${error}`]
}

function rewritten(
  { definitions, byMeaning = [] }: Subject,
  { story, role }: { readonly story: Story; readonly role: Role },
  step: Recorded,
): readonly string[] {
  const definition = definitions.find(({ wire }) => wire === story.wire) ?? definitions[0]
  const compare = (fields: Fields, texts: Texts): readonly string[] =>
    Object.entries(texts).flatMap(([key, text]) => {
      const name = fieldOf(fields, key)
      const field = name === undefined ? undefined : fields[name]
      if (name === undefined || field === undefined || text === '') return []
      if (field.content !== undefined) return compare(field.content, step.secrets[text] ?? {})
      const problem = changed(field, text, byMeaning.includes(name))
      return problem === undefined ? [] : [`"${key}" ${problem}`]
    })
  return databagsOf(step).flatMap(([bag, texts]) => compare(fieldsOf(definition, role, bag), texts))
}

function databagsOf({ app, units }: Recorded): readonly (readonly ['unit' | 'app', Texts])[] {
  return [['app', app], ...Object.values(units).map((texts) => ['unit', texts] as const)]
}

function fieldsOf(definition: InterfaceDefinition | undefined, role: Role, bag: Bag): Fields {
  return definition?.[role]?.[bag] ?? {}
}

/** The text is not shown: some are secret. */
function changed(field: Field, text: string, byMeaning: boolean): string | undefined {
  const read = field.decode(text)
  if (read.state !== 'decoded' || field.options.status === 'readOnly') return undefined
  const written = field.encode(read.value)
  if (!byMeaning)
    return written === text
      ? undefined
      : 'is written in other bytes than the original writes: match them, or list the key in byMeaning.'
  const again = field.decode(written)
  return again.state === 'decoded' && meaning(again.value) === meaning(read.value)
    ? undefined
    : 'means something else when it is written again.'
}
