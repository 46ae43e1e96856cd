/** As much of a test as its command needs. */
export interface ReplayedTest {
  readonly name: string
  readonly file: { readonly name: string; readonly projectName?: string | undefined }
}

/** The command that runs a test again, with the seed that failed. */
export function replayCommand({ name, file }: ReplayedTest, problems: readonly string[]): string {
  const [seed] = /\bINTERLAYER_SEED=\d+\b/.exec(problems.join('\n')) ?? []
  const { projectName = '' } = file
  const project = projectName === '' ? [] : ['--project', projectName]
  return [...(seed === undefined ? [] : [seed]), 'npx vitest run', ...project, file.name, `-t "${name}"`].join(' ')
}
