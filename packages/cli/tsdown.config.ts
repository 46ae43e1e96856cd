import config from '@interlayer/tsdown-config'
import type { UserConfig } from 'tsdown'

const [command, rest] = ['./src/main.ts', './src/run.ts']
const modules = Object.values(config.entry ?? []).filter((entry): entry is string => typeof entry === 'string')

const configs: UserConfig[] = [
  { ...config, entry: [...modules.filter((entry) => entry !== command), rest] },
  {
    ...config,
    entry: command,
    // Modules take Node a fifth of its start to load, and a hook starts many of these.
    format: 'cjs',
    checks: { legacyCjs: false },
    clean: false,
    dts: false,
    deps: { alwaysBundle: ['@interlayer/runtime/client'] },
    inputOptions: { resolve: { conditionNames: ['@interlayer/source', 'import', 'node'] } },
    plugins: [{ name: 'rest', resolveId: (id) => (id === './run.ts' ? { id: './run.js', external: true } : null) }],
  },
]
export default configs
