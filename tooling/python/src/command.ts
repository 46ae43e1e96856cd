import { execFile } from 'node:child_process'

/** Longest time in milliseconds that a command may take; pip downloads. */
const timeout = 600_000
/** Most that a command may print, in bytes. */
const maxBuffer = 16 * 1_048_576
/** How much of what a command that failed printed is shown, in characters from the end. */
const shownOutput = 2_000

/** What a program prints. Rejects with an error that ends with what it printed when it failed. */
export function run(command: string, args: readonly string[], env = process.env): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(command, args, { env, timeout, maxBuffer }, (error, stdout, stderr) => {
      if (error === null) resolve(stdout)
      else reject(new Error(`${[command, ...args].join(' ')}: ${lastOf(stderr + stdout) || error.message}`))
    })
  })
}

function lastOf(output: string): string {
  return output.trim().slice(-shownOutput)
}
