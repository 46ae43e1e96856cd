/** The text of a module that exports `run`, which the launcher calls, and `load`, by which pack sees the charm. */
export function codedEntry(module: string): string {
  return [
    `import charm from ${JSON.stringify(module)}`,
    "import { main } from '@interlayer/runtime/process'",
    'export const load = () => charm',
    'export const run = () => main(charm)',
  ].join('\n')
}

/** The same for a charm with executables as handlers, which reach the hook by the `interlayer` command. */
export function codedEntryWithCommands(module: string): string {
  return [
    "import { main } from '@interlayer/cli/packed'",
    `const charm = () => import(${JSON.stringify(module)})`,
    'export const load = async () => (await charm()).default',
    'export const run = () => main({ charm })',
  ].join('\n')
}
