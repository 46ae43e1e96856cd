/** The newest Node of which it is known that it has these options; one that lacks an option does not start. */
const newestTried = 26

const options: readonly string[] = [
  // V8 need not make the hash tables of its snapshot anew, a quarter of Node's start. Who can fill them can write without end anyway.
  '--no-rehash-snapshot',
  // A hook is over before code that is optimised early has paid for that.
  '--invocation-count-for-maglev=1000',
  // Most hooks end before that much is to be collected. In MiB.
  '--min-semi-space-size=2',
]

/** Modules of Node that are loaded when it has started, or are small. */
const atHand = new Set([
  ...['async_hooks', 'buffer', 'diagnostics_channel', 'events', 'fs', 'module', 'os', 'path', 'process', 'querystring'],
  ...['string_decoder', 'timers', 'timers/promises', 'url', 'util', 'util/types', 'vm'],
])

/**
 * The options with which a hook's Node starts and runs fastest. Node has compiled code of its modules along, which V8 takes under
 * its usual options alone: under any others each further module is compiled anew, which costs more than they save.
 */
export function nodeOptions(version: string, imports: readonly string[]): readonly string[] {
  const usual =
    Number.parseInt(version, 10) > newestTried || imports.some((name) => !atHand.has(name.replace(/^node:/, '')))
  return usual ? [] : options
}
