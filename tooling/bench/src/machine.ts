import { execFile } from 'node:child_process'
import { cpus, loadavg, release, totalmem, type } from 'node:os'
import { promisify } from 'node:util'
import type { PythonEnvironment } from '@interlayer/python'

/** What the measurements are of: the machine and the versions, as lines of text by name. */
export type Machine = Readonly<Record<string, string>>

/** This machine, the versions of what was measured on it, and of Interlayer itself. */
export async function describeMachine(go: string, python: PythonEnvironment): Promise<Machine> {
  const processors = cpus()
  return {
    date: new Date().toISOString().slice(0, 10),
    commit: await commit(),
    processor: `${processors[0]?.model.trim() ?? 'unknown'}, ${processors.length} cores`,
    // More than there are cores, and times say as much about the rest of the machine.
    load: loadavg()
      .map((load) => load.toFixed(1))
      .join(', '),
    memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
    system: `${type()} ${release()}`,
    node: process.versions.node,
    python: python.version,
    go: go.replace('go', ''),
  }
}

async function commit(): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)('git', ['describe', '--always', '--dirty', '--exclude=*'], {
      cwd: import.meta.dirname,
    })
    return stdout.trim()
  } catch {
    return 'unknown'
  }
}
