/** The text of a module that is a PackedCharm, of a charm in TypeScript. */
export function codedEntry(module: string): string {
  return entry('async () => charm', `import charm from ${JSON.stringify(module)}`)
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
  const load = `() => readPackedCharm({ ${parts}, interfaces: { ${loaders.join(', ')} } })`
  return entry(load, "import { readPackedCharm } from '@interlayer/cli/packed'")
}

function entry(load: string, imports: string): string {
  return [
    imports,
    "import { packedCharm } from '@interlayer/cli/packed'",
    `export const { load, run, ran, ask } = packedCharm(${load})`,
  ].join('\n')
}

/** The text of the `interlayer` command, which finds the charm by the launcher. */
export const commandEntry: string = [
  "import { main } from '@interlayer/cli/packed-command'",
  'main(() => require(`${__dirname}/dispatch.cjs`))',
].join('\n')
