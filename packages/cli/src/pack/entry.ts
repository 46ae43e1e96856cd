/** The text of a module that exports `run`, which the launcher calls, and `load`, by which pack sees the charm. */
export function codedEntry(module: string): string {
  return [
    `import charm from ${JSON.stringify(module)}`,
    "import { main } from '@interlayer/runtime/process'",
    'export const load = () => charm',
    'export const run = () => main(charm)',
  ].join('\n')
}

/** The same for a charm whose handlers are executables, which reach the hook by the `interlayer` command. */
export function codedEntryWithCommands(module: string): string {
  return entryWithCommands(`{ charm: () => import(${JSON.stringify(module)}) }`)
}

/** What is bundled of a charm without code of its own. */
export interface DeclaredParts {
  /** `interlayer.yaml`. */
  readonly declaration: unknown
  /** What its handlers depend on in `charmcraft.yaml`. */
  readonly metadata: unknown
  /** The packages that it names. */
  readonly interfaces: readonly string[]
}

/** The same for a charm that `interlayer.yaml` declares. */
export function declaredEntry({ declaration, metadata, interfaces }: DeclaredParts): string {
  const loaders = interfaces.map((name) => `${JSON.stringify(name)}: () => import(${JSON.stringify(name)})`)
  const parts = `declaration: ${JSON.stringify(declaration)}, metadata: ${JSON.stringify(metadata)}`
  return entryWithCommands(`{ ${parts}, interfaces: { ${loaders.join(', ')} } }`)
}

function entryWithCommands(charm: string): string {
  return [
    "import { load as loadCharm, main } from '@interlayer/cli/packed'",
    `const charm = ${charm}`,
    'export const load = () => loadCharm(charm)',
    'export const run = () => main(charm)',
  ].join('\n')
}

/** The text of the command that handlers call where a hook listens: for what needs more than that, it runs the launcher. */
export const commandEntry: string = [
  "import { main } from '@interlayer/cli/client'",
  'main(() => require(`${__dirname}/dispatch.cjs`))',
].join('\n')
