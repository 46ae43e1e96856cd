import {
  Charm,
  InterlayerError,
  type AnyCharm,
  type CharmFlags,
  type Condition,
  type Endpoints,
  type Fields,
} from '@interlayer/runtime'
import { program } from '@interlayer/runtime/process'
import { readDeclaration, type Declaration, type DeclaredFlag, type DeclaredProgram } from './declaration.ts'
import { readEndpoints, type LoadInterface } from './endpoints.ts'
import { optionField, paramFields } from './fields.ts'
import { readMetadata, type Metadata } from './metadata.ts'
import { problemAt, type Place } from './place.ts'
import { unknownName } from './unknown-name.ts'

/** Where a charm is read from. */
export interface CharmSource {
  /** `interlayer.yaml`. */
  readonly declaration: Place
  /** `charmcraft.yaml`, or what stands for it. */
  readonly metadata: Place
  readonly loadInterface: LoadInterface
}

type DeclaredCharm = Charm<Endpoints, CharmFlags, Fields, Fields>

/** The charm that `interlayer.yaml` and `charmcraft.yaml` declare together; an error names the file and the place in it. */
export async function readCharm({ declaration: file, metadata: juju, loadInterface }: CharmSource): Promise<AnyCharm> {
  const declaration = readDeclaration(file)
  const metadata = readMetadata(juju)
  const endpoints = await readEndpoints(declaration.endpoints, { metadata, loadInterface })
  const charm = newCharm(declaration, { endpoints, metadata, file })
  for (const [index, handler] of declaration.handlers.entries()) {
    const { condition, id = `${index + 1} ${handler.file}`, once, when } = handler
    const run = programOf(handler)
    at(when, () => (once ? charm.once(id, condition, run) : charm.when(condition, run, id)))
  }
  for (const [name, action] of declaration.actions) addAction(charm, name, { action, metadata })
  return charm
}

interface Parts {
  readonly endpoints: Endpoints
  readonly metadata: Metadata
  readonly file: Place
}

function newCharm({ flags }: Declaration, { endpoints, metadata, file }: Parts): DeclaredCharm {
  const config = Object.fromEntries([...metadata.options].map(([name, option]) => [name, optionField(option)]))
  const own = Object.fromEntries([...flags].map(([name, { flag }]) => [name, flag]))
  return at(file, () => new Charm<Endpoints, CharmFlags, Fields, Fields>({ endpoints, flags: own, config }), [
    ...flags.values(),
  ])
}

interface Wanted {
  readonly action: DeclaredProgram
  readonly metadata: Metadata
}

function addAction(charm: DeclaredCharm, name: string, { action, metadata }: Wanted): void {
  const declared = metadata.actions.get(name)
  if (declared === undefined) {
    const { file } = action.place
    throw unknownName({ file, path: `actions.${name}`, value: undefined }, { what: 'action', name }, metadata.actions)
  }
  const run = programOf(action)
  // One that the operator left out is nothing, and no name that nobody knows.
  const absent = Object.fromEntries([...declared.params.keys()].map((param) => [param, undefined]))
  charm.action(name, paramFields(declared), async (endpoints, hook, params) => {
    await run(endpoints, hook, { ...absent, ...params })
    return {}
  })
}

function programOf({ file, args, timeout }: DeclaredProgram): ReturnType<typeof program> {
  return program(file, { args, ...(timeout !== undefined && { timeout: timeout * 1000 }) })
}

/** What the runtime refuses is said of the place; of a condition of a flag, of that flag. */
function at<T>(place: Place, act: () => T, flags: readonly DeclaredFlag[] = []): T {
  try {
    return act()
  } catch (error) {
    if (!(error instanceof InterlayerError)) throw error
    const leaf = error.details['flag']
    const guilty = flags.find(({ flag }) => [flag.is, flag.setBy, flag.clearedBy].some((part) => isNamed(part, leaf)))
    throw problemAt(guilty?.place ?? place, error.message)
  }
}

function isNamed(condition: Condition | undefined, leaf: unknown): boolean {
  if (condition === undefined || typeof condition === 'string') return condition !== undefined && condition === leaf
  const parts = 'all' in condition ? condition.all : 'any' in condition ? condition.any : condition.none
  return parts.some((part) => isNamed(part, leaf))
}
