import { spawn } from 'node:child_process'
import { Socket } from 'node:net'

/** Outlives this process by as much as it takes to clean up after it. */
export interface Guard {
  /** Names the process group that runs now; undefined when none does. */
  readonly watch: (group: number | undefined) => void
  /** Has it clean up now. */
  readonly close: () => void
}

/**
 * A line of its input names the process group that runs, an empty one that none does. At the end of the input it kills the group,
 * and asks for at most half a second whether it is gone, so that nobody is left to write when the directory is removed.
 */
const script = `
group=
while read -r line; do group=$line; done
tries=0
while [ -n "$group" ] && [ $tries -lt 10 ] && kill -s KILL -- "-$group"; do
  tries=$((tries + 1))
  sleep 0.05
done
rm -rf -- "$1"
`

/**
 * Starts a process that waits for the end of this one, which is the end of a pipe between them, and then kills what runs and
 * removes the directory: no handler of this process could, when that is killed. It costs a millisecond, and keeps nobody waiting.
 */
export function startGuard(directory: string): Guard {
  const { PATH } = process.env
  const child = spawn('/bin/sh', ['-c', script, 'sh', directory], {
    cwd: '/',
    // Not in the group of this process, which Ctrl-C ends as a whole.
    detached: true,
    env: { PATH },
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  const { stdin } = child
  child.on('error', () => undefined).unref()
  stdin.on('error', () => undefined)
  if (stdin instanceof Socket) stdin.unref()
  return { watch: (group) => void stdin.write(`${group ?? ''}\n`), close: () => void stdin.end() }
}
